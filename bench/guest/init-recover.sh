#!/bin/sh
# First process of the guest that recovers crash images: /dev/pmem0 is only a disk here.
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
for module in $(cat /lib/modules/order); do insmod "/lib/modules/$module.ko" || echo "insmod $module failed"; done
tries=0
while [ ! -e /dev/pmem0 ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
mkdir -p /mnt/crash
/program /jobs/list instructions
poweroff -f
