/* Keeps a program of somebody else's to one folder, without root: landlock(7). */
#ifndef LAB_CONFINE_H
#define LAB_CONFINE_H

/* From here on this process and its children write nowhere but under `folder`; -1 where the kernel cannot. */
int confine(const char *folder);
#endif
