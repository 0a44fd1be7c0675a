#!/bin/sh
# Overwrites a page of 16 KiB, a database's, in one write, and makes it durable. A crash should leave the old
# page or the new one.
set -e
for letter in A B; do yes $letter | tr -d '\n' | head -c 16384 >/tmp/$letter; done

dd if=/tmp/A of=f bs=16384 conv=fsync 2>/dev/null
sync
lab ack "f is one page"
case $WARRANT_IO in
buffered) dd if=/tmp/B of=f bs=16384 conv=notrunc,fsync ;;
direct) dd if=/tmp/B of=f bs=16384 oflag=direct conv=notrunc,fsync ;;
esac 2>/tmp/dd || { cat /tmp/dd >&2; exit 1; }
