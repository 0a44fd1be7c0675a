#!/bin/sh
# Oracle: `order of final-N` is kept where that name, if it is there, leads to all of one content; what replaces a
# file must leave one of the two. `data of new-N` is kept where the new content is there, under either name.
all() { [ -e "$1" ] && [ "$(wc -c <"$1")" = 8192 ] && [ "$(tr -d "$2" <"$1" | wc -c)" = 0 ]; }

while read -r what _ name; do
	n=${name##*-}
	case $what in
	order)
		if [ ! -e "final-$n" ]; then
			[ "$WARRANT_NAMING" = fresh ] || echo "broken $what of $name"
		else
			all "final-$n" A || all "final-$n" B || echo "broken $what of $name"
		fi
		;;
	data) all "new-$n" B || all "final-$n" B || echo "lost $what of $name" ;;
	esac
done
