# Nothing is read but what somebody asked for.
echo 0 >/sys/block/pmem0/queue/read_ahead_kb
# A kprobe says which blocks of its log jbd2 looks at: its read-ahead takes more than it reads
# (fs/jbd2/recovery.c: jread, do_readahead).
echo 'p:jread jread log=%dx:u32' >/sys/kernel/tracing/kprobe_events &&
	echo 1 >/sys/kernel/tracing/events/kprobes/jread/enable
echo 4096 >/sys/kernel/tracing/buffer_size_kb
echo 1 >/sys/kernel/tracing/events/block/block_bio_queue/enable
/crash recover /jobs/list
