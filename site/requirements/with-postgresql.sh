#!/bin/sh
# Run a command with DATABASE_URL naming a PostgreSQL of its own: with-postgresql.sh COMMAND …
# The cluster lies in a temporary folder, listens on a Unix socket alone and is gone afterwards.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$bin" ]; then
    command -v initdb >/dev/null || { echo "Install PostgreSQL first (Debian: apt-get install postgresql)." >&2; exit 1; }
    bin=$(dirname "$(command -v initdb)")
fi
folder=$(mktemp -d)
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    # PostgreSQL refuses to run as root.
    chown postgres "$folder"
    as_owner() { (cd / && runuser -u postgres -- "$@"); }
fi
stop() {
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT INT TERM
as_owner "$bin/initdb" -D "$folder/data" -U tracker -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
as_owner "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off" start >/dev/null
as_owner "$bin/createdb" -h "$folder" -U tracker policytracker
DATABASE_URL="postgres://tracker@/policytracker?host=$folder" "$@"
