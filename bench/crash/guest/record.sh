# For each job a fresh small file system with DAX on /dev/pmem0, and the program on it.
uuid=11111111-1111-1111-1111-111111111111
while read -r fs job; do
	case $fs in
	ext4) mkfs.ext4 -q -F -b 4096 -U $uuid -E "hash_seed=$uuid,lazy_itable_init=0,lazy_journal_init=0" /dev/pmem0 16M ;;
	xfs) mkfs.xfs -q --unsupported -f -m "reflink=0,uuid=$uuid" -d agcount=2,size=32m /dev/pmem0 2>/dev/null ;;
	esac && mount -t "$fs" -o dax=always /dev/pmem0 /mnt/crash || echo "@ -1 fault set-up of $fs"
	echo "$job" >/tmp/job
	/program /tmp/job instructions
	umount /mnt/crash
done </jobs/list
