#!/bin/sh
# First process of the guest: brings up emulated persistent memory in every shape that the matrix
# names, runs the jobs, and powers off. What it prints goes over the serial line; lines of results
# start with "@". All ids are fixed, so that the same jobs give the same bytes.
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
mount -t tracefs trace /sys/kernel/tracing
# The flusher would write-protect mapped pages every few seconds; none of its work belongs to a sample.
echo 0 >/proc/sys/vm/dirty_writeback_centisecs
echo "@ userspace $(cut -d' ' -f1 /proc/uptime) $(uname -r)"
for module in $(cat /lib/modules/order); do insmod "/lib/modules/$module.ko" || echo "insmod $module failed"; done
tries=0
while [ ! -e /dev/pmem6 ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done

uuid=11111111-1111-1111-1111-11111111111
ext4() { # DEVICE FOLDER DAX DIGIT; the stripe aligns large extents for 2 MiB mappings
	mkfs.ext4 -q -F -b 4096 -U "$uuid$4" -E "hash_seed=$uuid$4,lazy_itable_init=0,lazy_journal_init=0,stride=512,stripe_width=512" "$1" &&
		mkdir -p "$2" && mount -t ext4 -o "dax=$3" "$1" "$2"
}
xfs() { # DEVICE FOLDER DAX DIGIT; stripe unit and extent size hint make 2 MiB mappings possible
	mkfs.xfs -q -f -m "reflink=0,uuid=$uuid$4" -d agcount=2,su=2m,sw=1,extszinherit=512 -l size=64m,su=4k "$1" &&
		mkdir -p "$2" && mount -t xfs -o "dax=$3" "$1" "$2"
}
for fs in $(cat /jobs/filesystems); do
	case $fs in
	ext4) ext4 /dev/pmem0 /mnt/ext4 always 0 ;;
	xfs) xfs /dev/pmem1 /mnt/xfs always 1 ;;
	devdax) # the alignment of the namespace decides the size of its mappings
		ndctl create-namespace -f -e namespace2.0 -m devdax -M mem -a 2M >/dev/null &&
			ndctl create-namespace -f -e namespace6.0 -m devdax -M mem -a 4K >/dev/null ;;
	dm-ext4) # one chunk of a larger device, at a multiple of 2 MiB so that huge mappings stay possible
		dmsetup create chunk --noudevsync --table "0 720896 linear /dev/pmem3 4096" &&
			ext4 /dev/dm-0 /mnt/dm-ext4 always 3 ;;
	ext4-dax-never) ext4 /dev/pmem4 /mnt/ext4-dax-never never 4 ;;
	tmpfs) ;;
	pmem-node) ;;
	dm-node)
		[ -e /dev/dm-0 ] || dmsetup create placeholder --noudevsync --table "0 2048 linear /dev/pmem3 0"
		dmsetup create raw --noudevsync --table "0 8192 linear /dev/pmem5 131072" ;;
	*) echo "no such file system: $fs" ;;
	esac || echo "@ -1 fault set-up of $fs"
done
/program /jobs/list instructions
poweroff -f
