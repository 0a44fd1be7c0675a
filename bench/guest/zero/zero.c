/* `zero DEVICE` leaves nothing on a block device, by the device's own command for zeroes where it has one. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

int main(int argc, char **argv)
{
	uint64_t range[2] = { 0 };

	if (argc != 2)
		return 2;
	int device = open(argv[1], O_RDWR | O_EXCL);
	if (device < 0 || ioctl(device, BLKGETSIZE64, &range[1]) || ioctl(device, BLKZEROOUT, range)) {
		fprintf(stderr, "zero: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	return 0;
}
