#!/bin/sh
# Oracle: each promise `FILE is whole` is kept where the file's content is `old` or `brand-new`.
while read -r file words; do
	case "$(cat "$file" 2>/dev/null)" in
	old | brand-new) ;;
	*) echo "lost $file $words" ;;
	esac
done
