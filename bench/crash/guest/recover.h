#ifndef WARRANT_CRASH_RECOVER_H
#define WARRANT_CRASH_RECOVER_H
int recover(const char *list);
#endif
