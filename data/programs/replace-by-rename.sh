#!/bin/sh
# Replaces a file by renaming a new one over it. From the promise on, a crash should leave the old content or
# the new one, and nothing else.
set -e
fsync() { dd if=/dev/null of="$1" conv=notrunc,fsync 2>/dev/null; }

echo old >f
fsync f
sync
lab ack "f is whole"
echo brand-new >f.new
[ "$WARRANT_BEFORE" = nothing ] || fsync f.new
mv f.new f
echo other >other && fsync other
