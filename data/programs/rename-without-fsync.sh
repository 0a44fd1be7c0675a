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

dd if="$LAB_NODE" of=/tmp/image bs=1M 2>/dev/null
mkdir -p /tmp/after
mount -o loop"$([ "$WARRANT_FS" = xfs ] && echo ,nouuid)" /tmp/image /tmp/after
lab metric size-after-crash "$(stat -c %s /tmp/after/f)"
lab metric old-content "$(grep -c old /tmp/after/f || true)"
lab metric new-content "$(grep -c brand-new /tmp/after/f || true)"
umount /tmp/after
rm /tmp/image
