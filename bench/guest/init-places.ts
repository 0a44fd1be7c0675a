import type { PlaceEntry } from '../../data/schema/machine.ts';
import type { Machines } from '../machine/machines.ts';

/** What every first process of a guest begins with; what it prints goes over the serial line. */
export const beginning = `#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
mount -t tracefs trace /sys/kernel/tracing
# The flusher would write-protect mapped pages every few seconds; none of its work belongs to a sample. An
# hour, not 0: that is also how long after the first dirty page it wakes (wb_wakeup_delayed), and on a device
# that has completed no write-back yet one page is over the background threshold (wb_over_bg_thresh).
echo 360000 >/proc/sys/vm/dirty_writeback_centisecs
echo "@ userspace $(cut -d' ' -f1 /proc/uptime) $(uname -r)"
for module in $(cat /lib/modules/order); do insmod "/lib/modules/$module.ko" || echo "insmod $module failed"; done
wait_for() { tries=0; while [ ! -e "$1" ] && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done; }
`;

/**
 * The first process of a guest that runs \`bench/program\`: sets up the places that its jobs name, runs
 * them, and powers off. Written from the catalogue alone: nothing of an experiment's file is in it.
 */
export function placesScript({ regions, places }: Machines, used: ReadonlySet<string>): string {
  const chosen = [...places.values()].filter(({ name }) => used.has(name));
  return [
    beginning,
    `wait_for /dev/pmem${regions.length - 1}`,
    ...chosen.filter(({ setup }) => setup.length > 0).map(setUp),
    '/program /jobs/list instructions',
    'poweroff -f',
    '',
  ].join('\n');
}

const setUp = ({ name, setup }: PlaceEntry) =>
  `{ ${setup.map((line) => `{ ${line}; }`).join(' &&\n\t')}; } || echo "@ -1 fault set-up of ${name}"`;
