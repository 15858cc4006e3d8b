#!/usr/bin/env bash
# tests/bench/run.sh [--pg VERSION] [--runs N] [TABLES…]: how much more than the bare catalog queries does anneal cost?
#
# On a server of its own (PostgreSQL 15 unless told) with 100 and with 1000 tables (unless told): wall time, CPU of client and
# server, and peak memory of  psql running catalog.sql · anneal extract · anneal check · anneal plan with nothing to do.
# ANNEAL=PROGRAM measures that program instead of building the release preset.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
. "$root/tests/servers/lib.sh"

version=15 runs=5 sizes=()
while [[ $# -gt 0 ]]; do
    case $1 in
    --pg) version=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    [0-9]*) sizes+=("$1"); shift ;;
    *) sed -n '2,/^set /p' "$0" | sed -E '$d; s/^# ?//' >&2; exit 64 ;;
    esac
done
[[ ${#sizes[@]} -gt 0 ]] || sizes=(100 1000)

need_tools python3
[[ -x /usr/bin/time ]] || need_packages time
if [[ -z ${ANNEAL:-} ]]; then
    need_tools gcc cmake ninja pkg-config lib:jansson lib:libxml-2.0 lib:libmd lib:sqlite3 lib:libpq lib:cmocka
    say "building the release preset"
    (cd "$root" && cmake --preset release && cmake --build --preset release) >/dev/null
    ANNEAL=$root/build/release/anneal
fi
ANNEAL=$(realpath "$ANNEAL")

work=$(mktemp -d)
export ANNEAL_SERVER_OWNER=$$
url=$("$root/tests/servers/pg" start "$version")
trap '"$root/tests/servers/pg" stop "$url"; rm -rf "$work"' EXIT
bin=$("$root/tests/servers/pg" bin "$version")
folder=${url#*host=} folder=${folder%%/s&*}
pid=$(head -1 "$folder/data/postmaster.pid")

# Autovacuum would work beside the measured commands and be counted.
"$bin/psql" -X -q -d "$url" -c "ALTER SYSTEM SET autovacuum = off" -c "SELECT pg_reload_conf()" >/dev/null

echo "PostgreSQL $("$bin/psql" -X -Atq -d "$url" -c 'SHOW server_version'), $(nproc) CPUs, mean of $runs runs"
for size in "${sizes[@]}"; do
    database=$("$root/tests/servers/pg" newdb "$url" "bench$size")
    "$here/generate.py" "$size" bench | "$bin/psql" -X -q -v ON_ERROR_STOP=1 -d "$database" >/dev/null
    "$bin/psql" -X -q -d "$database" -c "VACUUM ANALYZE" -c "CHECKPOINT"
    echo "$size tables"
    mkdir -p "$work/$size"
    "$here/measure.py" "$database" "$pid" "$bin/psql" "$ANNEAL" bench "$work/$size" "$runs"
done
