#!/bin/sh
# Oracle: the promise `TEXT of FILE` is kept where the file begins with the text.
while read -r one two _ file; do
	found=$(dd if="$file" bs=8 count=1 2>/dev/null | tr '\0' .)
	[ "$found" = "$one $two" ] || echo "lost $one $two of $file: found ${found:-nothing}"
done
