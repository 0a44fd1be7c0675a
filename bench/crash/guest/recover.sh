# Images lie on a linear target: pmem itself reads single pages by a way that no tracepoint sees (rw_page,
# drivers/nvdimm/pmem.c until 6.3). Nothing is read but what somebody asked for.
dmsetup create lab --noudevsync --table "0 $(cat /sys/block/pmem0/size) linear /dev/pmem0 0"
echo 0 >/sys/block/dm-0/queue/read_ahead_kb
# A kprobe says which blocks of its log jbd2 looks at: its read-ahead takes more than it looks at
# (fs/jbd2/recovery.c: jread, do_readahead).
echo 'p:jread jread log=%dx:u32' >/sys/kernel/tracing/kprobe_events &&
	echo 1 >/sys/kernel/tracing/events/kprobes/jread/enable
echo 4096 >/sys/kernel/tracing/buffer_size_kb
echo 1 >/sys/kernel/tracing/events/block/block_bio_queue/enable
/crash recover /jobs/list
