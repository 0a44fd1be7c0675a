#!/bin/sh
# lab-fault on|off [FIRST COUNT]: exchanges the table of the device mapper under the mounted file system.
# /lab/layer has the lines DEVICE, SECTORS, target while off, target while on.
set -eu
[ -e /lab/layer ] || exit 127
{ read -r device; read -r sectors; read -r off; read -r on; } </lab/layer
[ -n "$on" ] || exit 127 # a layer with nothing to switch
target() { # START LENGTH TARGET: {device} and {start} are filled in
	echo "$1 $2 $(echo "$3" | sed "s|{device}|$device|g; s|{start}|$1|g")"
}
if [ "$1" = off ]; then
	target 0 "$sectors" "$off"
elif [ $# -lt 3 ] || [ -z "$2" ]; then
	target 0 "$sectors" "$on"
else
	after=$(($2 + $3))
	[ "$2" -eq 0 ] || target 0 "$2" "$off"
	target "$2" "$3" "$on"
	[ "$after" -ge "$sectors" ] || target "$after" $((sectors - after)) "$off"
fi >/tmp/lab-table
# Neither flushed nor frozen: what is under way must meet the fault, and a frozen file system would wait for it.
dmsetup load lab /tmp/lab-table
dmsetup suspend --noflush --nolockfs lab
dmsetup resume --noudevsync lab
