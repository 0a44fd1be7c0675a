#!/bin/sh
# Gives a file that has data and a mode its name, and no more is synced than the axis says. Wherever a crash
# leaves the name, it should lead to the data and to the mode. The fsync of another file at the end pushes the log.
set -e
filled() { yes "$1" | tr -d '\n' | head -c 8192; }

filled A >old && filled B >/tmp/new
[ "$WARRANT_NAMING" = link ] || mv old f
sync
lab ack "f has its data"
lab ack "f has its mode"
cat /tmp/new >f.new
chmod 640 f.new
[ "$WARRANT_BEFORE" != fsync ] || dd if=/dev/null of=f.new conv=notrunc,fsync 2>/dev/null
case $WARRANT_NAMING in
link) ln f.new f ;;
replace) mv f.new f ;;
esac
dd if=/dev/null of=other conv=fsync 2>/dev/null
