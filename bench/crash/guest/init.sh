#!/bin/sh
# First process of the crash laboratory's guests. /jobs/what is `record` (a fresh file system a job, the
# job's program on it) or `recover` (crash images, one after another, on one device).
export PATH=/bin:/sbin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
mount -t tracefs trace /sys/kernel/tracing
echo 360000 >/proc/sys/vm/dirty_writeback_centisecs # an hour: 0 is no sleep, wb_wakeup_delayed() then queues the flusher at once
echo 5 >/proc/sys/kernel/watchdog_thresh # a kernel that spins for twice as many seconds of its clock panics (softlockup_panic)
for module in $(cat /lib/modules/order); do insmod "/lib/modules/$module.ko" || echo "insmod $module failed"; done
tries=0
while [ ! -e /dev/pmem0 ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
mkdir -p /mnt/crash
. "/jobs/$(cat /jobs/what).sh"
poweroff -f
