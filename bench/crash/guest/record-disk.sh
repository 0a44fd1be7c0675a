# A file system on /dev/vda, and the work on it; what lies beyond it on the disk is for notes.
tries=0
while [ ! -e /dev/vda ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
. /jobs/env
dmsetup create lab --noudevsync --table "0 $SECTORS linear /dev/vda 0"
. /jobs/make >/tmp/make 2>&1 || { cat /tmp/make; echo "! -1 refused mkfs"; }
mount -t "$TYPE" -o "$OPTIONS" /dev/dm-0 /mnt/crash || echo "! -1 refused mount"
(cd /mnt/crash && . /jobs/work)
umount /mnt/crash
