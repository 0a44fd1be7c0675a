# A file system on a logged disk, and the work on it; what lies beyond it on the disk is for notes. The log is
# written by QEMU where the disk is virtio, else here: dm-log-writes of /dev/pmem0 on /dev/pmem1.
. /jobs/env
case $DISK in
/dev/dm-*) dmsetup create disk --noudevsync --table "0 $((SECTORS + 2048)) log-writes /dev/pmem0 /dev/pmem1" ;;
*)
	tries=0
	while [ ! -e "$DISK" ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
	;;
esac
dmsetup create lab --noudevsync --table "0 $SECTORS linear $DISK 0"
. /jobs/make >/tmp/make 2>&1 || { cat /tmp/make; echo "! -1 refused mkfs"; }
mount -t "$TYPE" -o "$OPTIONS" $NODE /mnt/crash || echo "! -1 refused mount"
(cd /mnt/crash && . /jobs/work)
umount /mnt/crash
case $DISK in /dev/dm-*) dmsetup remove lab --noudevsync; dmsetup remove disk --noudevsync ;; esac
