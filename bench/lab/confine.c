#define _GNU_SOURCE
#include "confine.h"
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights that came after the header of Debian 12: LANDLOCK_ACCESS_FS_REFER, _TRUNCATE. */
enum { FROM_WRITE = 1 << 1, REFER = 1 << 13, TRUNCATE = 1 << 14 };

/* Everything that changes something: all rights of ABI 1 but execute and the two of reading. */
static uint64_t changing(int abi)
{
	uint64_t rights = (1ULL << 13) - 1;

	rights &= ~(uint64_t)(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
			      LANDLOCK_ACCESS_FS_READ_DIR);
	return rights | (abi >= 2 ? REFER : 0) | (abi >= 3 ? TRUNCATE : 0);
}

static int allow(int ruleset, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr beneath = { .allowed_access = rights,
						      .parent_fd = open(path, O_PATH | O_CLOEXEC) };
	if (beneath.parent_fd < 0)
		return -1;
	int failed = (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
	return failed;
}

int confine(const char *folder)
{
	int abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (abi < 1)
		return -1;
	struct landlock_ruleset_attr attribute = { .handled_access_fs = changing(abi) };
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attribute, sizeof(attribute), 0);
	if (ruleset < 0 || allow(ruleset, folder, changing(abi)) ||
	    allow(ruleset, "/dev/null", FROM_WRITE))
		return -1;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || syscall(SYS_landlock_restrict_self, ruleset, 0))
		return -1;
	return close(ruleset);
}
