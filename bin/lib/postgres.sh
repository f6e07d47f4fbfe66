# A PostgreSQL server of our own for the tests: in a new folder, on a Unix socket there and nowhere else, gone afterwards. Source it after house.sh.

# Starts it and exports ALONGSIDE_POSTGRES, the URL under which tests make their databases.
start_postgres() {
    local program as_owner=()
    program="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)"
    # Short, because a socket's path holds 107 bytes. PostgreSQL does not run as root.
    postgres_folder="$(mktemp -d /tmp/alongside-pg.XXXXXX)"
    if ((!EUID)); then
        chown postgres "$postgres_folder"
        as_owner=(runuser -u postgres --)
    fi
    trap stop_postgres EXIT
    postgres_stop=("${as_owner[@]}" "$program/pg_ctl" -D "$postgres_folder/data" -m immediate -s stop)
    # Nothing here outlives a power cut, and every test that drops a database would wait until the files of all others are synced.
    local unsynced=()
    if command -v eatmydata >/dev/null; then unsynced=(eatmydata); fi
    (cd "$postgres_folder" && "${as_owner[@]}" "$program/initdb" -D "$postgres_folder/data" -U alongside -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$postgres_folder/initdb.log" 2>&1 &&
        "${as_owner[@]}" "${unsynced[@]}" "$program/pg_ctl" -D "$postgres_folder/data" -s -w -l "$postgres_folder/data/log" \
            -o "-c listen_addresses='' -c unix_socket_directories='$postgres_folder' -c max_connections=400 -c shared_buffers=128MB" start) ||
        { say "PostgreSQL did not start: $(tail -5 "$postgres_folder/initdb.log" "$postgres_folder/data/log" 2>/dev/null)"; return 1; }
    export ALONGSIDE_POSTGRES="postgres://alongside@/postgres?host=$postgres_folder"
}

stop_postgres() {
    [[ -n "${postgres_folder:-}" ]] || return 0
    (cd / && "${postgres_stop[@]}") || true
    rm -rf -- "$postgres_folder"
    postgres_folder=""
}
