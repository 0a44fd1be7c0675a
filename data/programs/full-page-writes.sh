#!/bin/sh
# What full pages are of PostgreSQL's log while single rows are changed at random: just after a checkpoint, and
# once nearly every page was logged since. Six rounds in a cluster of its own; fsync is off, which changes no
# byte of the log.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
here=$PWD
data=$here/data
as=
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
	chmod o+x "$here" "$here/.." "$here/../.." # folders of this run alone
	mkdir "$data" && chown postgres "$data"
	as='setpriv --reuid=postgres --regid=postgres --clear-groups'
fi
cd /
$as "$bin/initdb" -D "$data" -U me -A trust --no-sync >/dev/null
cat >>"$data/postgresql.conf" <<EOF
listen_addresses = ''
unix_socket_directories = '$data'
shared_memory_type = sysv
dynamic_shared_memory_type = mmap
shared_buffers = 64MB
fsync = off
autovacuum = off
checkpoint_timeout = 1h
max_wal_size = 8GB
wal_compression = off
full_page_writes = $WARRANT_PAGES
EOF
$as "$bin/pg_ctl" -D "$data" -w -l "$data/said" start >/dev/null
trap '$as "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null' EXIT
sql() { "$bin/psql" -h "$data" -U me -d postgres -Atqc "$1"; }
transactions() { "$bin/pgbench" -h "$data" -U me -n -t "$1" -M prepared -f "$data/change" postgres >/dev/null 2>&1; }

# In percent, the full pages of the log from one position to another; and its bytes for each transaction.
measure() { # NAME
	from=$(sql 'select pg_current_wal_insert_lsn()')
	transactions 100
	to=$(sql 'select pg_current_wal_insert_lsn()')
	sql 'select pg_switch_wal()' >/dev/null
	share=$("$bin/pg_waldump" -p "$data/pg_wal" -s "$from" -e "$to" --stats |
		sed -n 's/^Total .* \([0-9]*\) *\[\([0-9.]*\)%\] *[0-9]* *\[[0-9.]*%\]$/\2/p')
	lab metric "full-pages-$1" "$share"
	lab metric "log-bytes-$1" "$(sql "select pg_wal_lsn_diff('$to', '$from') / 100")"
}

# 20,000 rows on about 700 pages, each half empty, so that a changed row stays on its page.
sql "create table rows with (fillfactor = 50) as
	select id, 0 as value, repeat('x', 100) as filler from generate_series(1, 20000) as id" >/dev/null
sql 'alter table rows add primary key (id)' >/dev/null
cat >"$data/change" <<EOF
\\set row random(1, 20000)
update rows set value = value + 1 where id = :row;
EOF
for round in 1 2 3 4 5 6; do
	sql checkpoint
	measure first
	transactions 6000
	measure later
done
