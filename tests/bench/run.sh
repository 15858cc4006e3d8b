#!/usr/bin/env bash
# tests/bench/run.sh [--pg VERSION|--sqlite] [--runs N] [--against REV] [TABLES…]: what does anneal cost beside the bare catalog queries?
#
# On a server of its own (PostgreSQL 15 unless told), or a SQLite file, with 100 and with 1000 tables and as many views (unless
# told): wall time, CPU of client and server, and peak memory of
#   a raw pass over the catalog · anneal extract · a copy of its files · anneal check · anneal plan with nothing to do.
# --against builds an earlier revision too, in a temporary work tree, and shows both with their ratio.
# ANNEAL=PROGRAM measures that program instead of building the release preset.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
. "$root/tests/servers/lib.sh"

version=15 runs=5 sizes=() earlier= is_sqlite=
while [[ $# -gt 0 ]]; do
    case $1 in
    --pg) version=$2; shift 2 ;;
    --sqlite) is_sqlite=1; shift ;;
    --runs) runs=$2; shift 2 ;;
    --against) earlier=$2; shift 2 ;;
    [0-9]*) sizes+=("$1"); shift ;;
    *) sed -n '2,/^set /p' "$0" | sed -E '$d; s/^# ?//' >&2; exit 64 ;;
    esac
done
[[ ${#sizes[@]} -gt 0 ]] || sizes=(100 1000)

need_tools python3
[[ -x /usr/bin/time ]] || need_packages time
[[ -z $is_sqlite ]] || need_tools sqlite3

work=$(mktemp -d)
export ANNEAL_SERVER_OWNER=$$
url=
cleanup() {
    [[ -z $url ]] || "$root/tests/servers/pg" stop "$url"
    [[ ! -d $work/tree ]] || git -C "$root" worktree remove --force "$work/tree"
    rm -rf "$work"
}
trap cleanup EXIT

# build FOLDER: the release preset of that work tree.
build() {
    need_tools gcc cmake ninja pkg-config lib:jansson lib:libmd lib:sqlite3 lib:libpq lib:cmocka
    say "building the release preset of $1"
    (cd "$1" && cmake --preset release && cmake --build --preset release --target anneal) >/dev/null
}

if [[ -z ${ANNEAL:-} ]]; then
    build "$root"
    ANNEAL=$root/build/release/anneal
fi
ANNEAL=$(realpath "$ANNEAL")
was=()
if [[ -n $earlier ]]; then
    git -C "$root" worktree add -q --detach "$work/tree" "$earlier"
    build "$work/tree"
    was=("$work/tree/build/release/anneal")
    echo "was: $(git -C "$root" log -1 --format='%h %s' "$earlier")"
fi

if [[ -n $is_sqlite ]]; then
    echo "SQLite $(sqlite3 --version | cut -d' ' -f1), $(nproc) CPUs, best of $runs runs"
else
    url=$("$root/tests/servers/pg" start "$version" max_locks_per_transaction=1000)
    bin=$("$root/tests/servers/pg" bin "$version")
    folder=${url#*host=} folder=${folder%%/s&*}
    pid=$(head -1 "$folder/data/postmaster.pid")
    # Autovacuum would work beside the measured commands and be counted.
    "$bin/psql" -X -q -d "$url" -c "ALTER SYSTEM SET autovacuum = off" -c "SELECT pg_reload_conf()" >/dev/null
    echo "PostgreSQL $("$bin/psql" -X -Atq -d "$url" -c 'SHOW server_version'), $(nproc) CPUs, best of $runs runs"
fi

for size in "${sizes[@]}"; do
    mkdir -p "$work/$size"
    if [[ -n $is_sqlite ]]; then
        "$here/generate.py" --sqlite "$size" | sqlite3 "$work/$size/bench.db"
        measured=("sqlite:$work/$size/bench.db" 0 sqlite3)
    else
        database=$("$root/tests/servers/pg" newdb "$url" "bench$size")
        "$here/generate.py" "$size" bench | "$bin/psql" -X -q -v ON_ERROR_STOP=1 -d "$database" >/dev/null
        "$bin/psql" -X -q -d "$database" -c "VACUUM ANALYZE" -c "CHECKPOINT"
        measured=("$database" "$pid" "$bin/psql")
    fi
    echo "$size tables, $size views"
    "$here/measure.py" "${measured[@]}" "$ANNEAL" "$work/$size" "$runs" "${was[@]}"
done
