#ifndef WARRANT_CRASH_PAUSE_H
#define WARRANT_CRASH_PAUSE_H
/* Stops the whole guest, which is then kept; copies of it go on after this. */
int pause_here(const char *text);
#endif
