#!/bin/sh
# Replaces a file by renaming a new one over it, then looks at what the device holds just after another
# file's fsync: what a power failure would leave, since the RAM disk has no cache of its own.
set -e
fsync() { dd if=/dev/null of="$1" conv=notrunc,fsync 2>/dev/null; }

echo old >f
sync
echo brand-new >f.new
[ "$WARRANT_BEFORE" = nothing ] || fsync f.new
mv f.new f
echo other >other && fsync other

# Recovery writes to a snapshot, so that the device itself stays as it was.
dmsetup create after --noudevsync --table "0 $(blockdev --getsz "$LAB_NODE") snapshot $LAB_NODE /dev/ram1 N 8"
mkdir -p /tmp/after
mount -t "$WARRANT_FS" -o "$([ "$WARRANT_FS" = xfs ] && echo nouuid || echo rw)" "/dev/dm-$(dmsetup info -c --noheadings -o minor after)" /tmp/after
lab metric size-after-crash "$(stat -c %s /tmp/after/f)"
lab metric old-content "$(grep -c old /tmp/after/f || true)"
lab metric new-content "$(grep -c brand-new /tmp/after/f || true)"
umount /tmp/after
dmsetup remove --noudevsync after
