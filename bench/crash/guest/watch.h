#ifndef WARRANT_CRASH_WATCH_H
#define WARRANT_CRASH_WATCH_H
/*
 * Ends a guest in which the recovery of one image takes more than LIMIT seconds of its own clock, after saying on
 * the serial line where it hangs: `! ID hung FUNCTION` a line. A kernel that spins without giving the processor up
 * is ended by itself (init.sh).
 */
int watch_open(int serial);
/* The recovery of this image begins now. */
void watch_image(int id);
void watch_close(void);
#endif
