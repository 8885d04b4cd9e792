#!/bin/sh
# The journeys in a browser: one demo server per database on free ports, then node's own test runner.
# Arguments are spec files (all of them without any). SCREENSHOTS=1 also writes docs/images.
set -eu
cd "$(dirname "$0")"
program=${SPORTELLO:-../target/debug/sportello}
# The newest server that is installed; a client alone is no server.
newest=$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1)
postgres_bin=${POSTGRES_BIN:-${newest%/postgres}}
work=$(mktemp -d)
chmod 755 "$work"
started=""

stop() {
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    for pid in $started; do wait "$pid" 2>/dev/null || true; done
    if [ -d "$work/postgres/data" ]; then
        as_postgres "$postgres_bin/pg_ctl" -D "$work/postgres/data" -m immediate stop >/dev/null 2>&1 || true
    fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

start_postgres() {
    mkdir "$work/postgres"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$work/postgres"; fi
    port=$(free_port)
    cd "$work/postgres"
    as_postgres "$postgres_bin/initdb" -D "$work/postgres/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$work/initdb.log"
    as_postgres "$postgres_bin/pg_ctl" -D "$work/postgres/data" -w -l "$work/postgres/log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/postgres -c fsync=off" start >/dev/null
    as_postgres "$postgres_bin/createdb" -h 127.0.0.1 -p "$port" -U postgres sportello
    cd - >/dev/null
    database="postgres://postgres@127.0.0.1:$port/sportello"
}

# serve NAME [ARGUMENTS]: sets $address.
serve() {
    name=$1
    shift
    port=$(free_port)
    "$program" demo --port "$port" --data "$work/$name" "$@" >"$work/$name.log" 2>&1 &
    started="$started $!"
    address="http://localhost:$port"
    tries=0
    until node -e "fetch('$address/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ]; then
            echo "The server on $name did not start:" >&2
            cat "$work/$name.log" >&2
            exit 1
        fi
        sleep 0.2
    done
}

[ -n "$postgres_bin" ] || { echo "PostgreSQL is not installed: run sh scripts/setup.sh test first." >&2; exit 1; }
[ -x "$program" ] || { echo "Missing $program: run cargo build first." >&2; exit 1; }
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --silent
fi
rm -rf output

serve sqlite
E2E_SQLITE=$address
start_postgres
serve postgres --postgres "$database"
E2E_POSTGRES=$address
export E2E_SQLITE E2E_POSTGRES

[ $# -gt 0 ] || set -- $(ls journeys/*.test.mjs | grep -v pictures)
# Two files at a time: the servers need a processor too.
node --test --test-force-exit --test-timeout=1200000 --test-concurrency="${E2E_CONCURRENCY:-2}" "$@"
# When all the files that look with axe have run: did they look at every page?
complete=yes
for file in journeys/access_*.test.mjs; do
    case " $* " in *" $file "*) ;; *) complete=no ;; esac
done
if [ "$complete" = yes ]; then node --test coverage.test.mjs; fi
# Last and alone: the pictures show the few cases that it files itself among those of the journeys.
if [ -n "${SCREENSHOTS:-}" ]; then node --test --test-force-exit journeys/pictures.test.mjs; fi
