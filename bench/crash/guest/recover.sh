# Images lie on a linear target: pmem itself reads single pages by a way that no tracepoint sees (rw_page,
# drivers/nvdimm/pmem.c until 6.3). Nothing is read but what somebody asked for.
# Where recoveries are recorded, dm-log-writes lies between and logs on /dev/pmem2.
under=/dev/pmem0
if [ -e /jobs/notes ]; then
	dmsetup create disk --noudevsync --table "0 $(cat /sys/block/pmem0/size) log-writes /dev/pmem0 /dev/pmem2"
	under=/dev/dm-0
fi
dmsetup create lab --noudevsync --table "0 $(cat /sys/block/pmem0/size) linear $under 0"
for queue in /sys/block/dm-*/queue; do echo 0 >"$queue/read_ahead_kb"; done
# A kprobe says which blocks of its log jbd2 looks at: its read-ahead takes more than it looks at
# (fs/jbd2/recovery.c: jread, do_readahead).
echo 'p:jread jread log=%dx:u32' >/sys/kernel/tracing/kprobe_events &&
	echo 1 >/sys/kernel/tracing/events/kprobes/jread/enable
echo 4096 >/sys/kernel/tracing/buffer_size_kb
echo 1 >/sys/kernel/tracing/events/block/block_bio_queue/enable
# The guest is kept here; copies of it go on, each with images of its own in the last region of memory.
given=$(ls /sys/block | grep pmem | sort | tail -n 1)
cd /
/crash pause 'for images' && dd if="/dev/$given" bs=1M iflag=direct 2>/dev/null | cpio -i -d -u
/crash recover /jobs/list
if [ -e /jobs/notes ]; then
	dmsetup remove lab --noudevsync
	dmsetup remove disk --noudevsync
fi
