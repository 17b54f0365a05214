#!/usr/bin/env bash
# Plays the backup and the restore of docs/operations/backup-restore.md with a PostgreSQL of its own, in a new folder: what was written seconds before it
# was killed must be there again. As root or not; no port, a socket only.
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/slettefrist-backup
bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1)
PATH=$bin:$PATH
work=$(mktemp -d)
chmod 0755 "$work"
install -m 0755 "$script" "$work/slettefrist-backup"
export BACKUP_FOLDER=$work/backup BACKUP_FIGURE=$work/figure.prom PGHOST=$work/socket PGUSER=postgres PGDATABASE=postgres
mkdir "$BACKUP_FOLDER" "$PGHOST"
if ((EUID == 0)); then chown postgres "$work" "$BACKUP_FOLDER" "$PGHOST"; fi
cd "$work"

# PostgreSQL refuses to run as root.
as_postgres() { if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi; }
ask() { psql -Atqc "$1"; }
check() { if "${@:2}"; then echo "ok - $1"; else echo "FAILED - $1" && exit 1; fi; }
stop() {
  as_postgres pg_ctl stop -s -m immediate -D "$work/main" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
start() {
  as_postgres pg_ctl start -s -w -t 120 -D main -l "$work/log" -o "-c listen_addresses= -c unix_socket_directories=$PGHOST -c archive_mode=on -c archive_timeout=60s \
    -c archive_command='$work/slettefrist-backup wal %p %f' -c restore_command='$work/slettefrist-backup restore %f %p'" || { cat "$work/log" && exit 1; }
}

as_postgres touch log
as_postgres touch -d '3 days ago' figure.prom
as_postgres initdb -D main -U postgres -A trust --data-checksums >/dev/null
start
ask "CREATE TABLE flag AS SELECT 'before the base backup' AS set_at"

# given, two base backups in the same minute, and one from before two days
as_postgres mkdir backup/base-20200101T000000Z
as_postgres touch -d '3 days ago' backup/base-20200101T000000Z
as_postgres ./slettefrist-backup base >/dev/null
sleep 1
as_postgres ./slettefrist-backup base >/dev/null
check "two base backups of a day are two, and what was old is gone" [ "$(find backup -maxdepth 1 -name 'base-*' | wc -l)" = 2 ]

# A base backup that fails deletes nothing.
touched=$(stat -c %Y figure.prom)
as_postgres mkdir backup/base-20200101T000000Z
as_postgres touch -d '3 days ago' backup/base-20200101T000000Z
if PGHOST=/nowhere as_postgres ./slettefrist-backup base >/dev/null 2>&1; then check "a failing base backup says so" false; fi
check "a base backup that failed has deleted nothing" [ -d backup/base-20200101T000000Z ]
check "nor touched the figure, as the others did" [ "$(find figure.prom -mmin -5)$(stat -c %Y figure.prom)" = "figure.prom$touched" ]

# The log is kept once, and asking again is no error; another of the same name is.
kept=$(find backup/wal -regex '.*/[0-9A-F]+[.]gz' | sort | head -n 1)
piece=$(basename "$kept" .gz)
as_postgres ./slettefrist-backup restore "$piece" piece
check "a piece that is given back is whole" [ "$(stat -c %s piece)" = 16777216 ]
check "it is kept in less" [ "$(stat -c %s "$kept")" -lt 4194304 ]
check "a piece that is kept already is kept" as_postgres ./slettefrist-backup wal piece "$piece"
check "another piece of that name is refused" bash -c "! ./slettefrist-backup wal ./slettefrist-backup '$piece'"
check "a piece that was never kept is not given" bash -c "! ./slettefrist-backup restore 00000009.history never 2>/dev/null && [ ! -e never ]"

# when, killed seconds after the last change, and restored from the base backup, the log, and what of it was not archived yet
ask "INSERT INTO flag VALUES ('just before the end')"
kill -9 "$(head -n 1 main/postmaster.pid)"
while pgrep -F main/postmaster.pid >/dev/null 2>&1; do sleep 0.1; done
mv main main.lost
as_postgres cp -a "$(find backup -maxdepth 1 -name 'base-*' | sort | tail -n 1)" main
as_postgres bash -c 'cp -a main.lost/pg_wal/0* main/pg_wal/ && touch main/recovery.signal'
start

# then
check "what was set before the base backup is there" [ "$(ask "SELECT count(*) FROM flag WHERE set_at LIKE 'before%'")" = 1 ]
check "what was set just before the end is there" [ "$(ask "SELECT count(*) FROM flag WHERE set_at LIKE 'just%'")" = 1 ]
check "it writes again" timeout 120 bash -c "until [ \"\$(psql -Atqc 'SELECT pg_is_in_recovery()')\" = f ]; do sleep 0.2; done"
as_postgres ./slettefrist-backup base >/dev/null
check "it can be backed up again" [ "$(ask "SELECT failed_count FROM pg_stat_archiver")" = 0 ]
