#!/bin/sh
# Oracle: each promise `FILE is one page` is kept where the file is 16 KiB of one letter.
while read -r file words; do
	letters=$(fold -w 512 "$file" 2>/dev/null | sort -u | wc -l)
	size=$(wc -c <"$file" 2>/dev/null)
	[ "$size" = 16384 ] && [ "$letters" = 1 ] || echo "broken $file $words"
done
