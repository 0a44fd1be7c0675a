#!/bin/sh
# Oracle: `FILE has its data` is kept where a file of that name is there only with all of one content, and
# `FILE has its mode` where the new content has the new mode. What replaces a file must leave one of the two.
all() { [ "$(wc -c <"$1")" = 8192 ] && [ "$(tr -d "$2" <"$1" | wc -c)" = 0 ]; }

while read -r file words; do
	if [ ! -e "$file" ]; then
		[ "$WARRANT_NAMING" = link ] || echo "lost $file $words"
		continue
	fi
	case $words in
	*data) all "$file" A || all "$file" B || echo "lost $file $words" ;;
	*mode) [ "$(stat -c %a "$file")" = 640 ] || { [ "$WARRANT_NAMING" = replace ] && all "$file" A; } || echo "broken $file $words" ;;
	esac
done
