#ifndef WARRANT_CRASH_NOTE_H
#define WARRANT_CRASH_NOTE_H
/*
 * Writes a sector of text beyond the file system, so that it stands in the recorder's log where it belongs.
 * The file /jobs/notes says where: DEVICE OFFSET. Without that file there is no recorder, and nothing to do.
 */
int note(const char *text);
#endif
