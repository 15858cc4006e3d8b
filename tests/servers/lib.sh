# shellcheck shell=bash
# What the scripts of this folder and tests/run share.  Source it: . "$(dirname "$0")/lib.sh"
# Exit status 77 of a script here means: skip, the reason is on stderr.

readonly SKIP=77

say() { printf '%s\n' "$*" >&2; }
skip() { say "skip: $*"; exit "$SKIP"; }

# The folder that is kept between runs.  The unprivileged user must be able to search it, so it is not under /root.
cache_dir() {
    local dir=${ANNEAL_TEST_CACHE:-}
    if [[ -z $dir ]]; then
        dir=/var/tmp/anneal-tests
        [[ $(id -u) == 0 ]] || dir=/var/tmp/anneal-tests-$(id -u)
    fi
    mkdir -p "$dir" && chmod 755 "$dir" 2>/dev/null || true
    # /var/tmp is everybody's: use nothing that somebody else put there.
    [[ $(stat -c %u "$dir") == $(id -u) ]] || { say "$dir belongs to another user: set ANNEAL_TEST_CACHE"; return 1; }
    printf '%s\n' "$dir"
}

# Database servers refuse root: as root, run as nobody; else as oneself.
unprivileged() {
    if [[ $(id -u) == 0 ]]; then
        setpriv --reuid=nobody --regid=nogroup --clear-groups -- env HOME=/tmp "$@"
    else
        "$@"
    fi
}

have_package() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# need_packages NAME…: installs what is missing, and asks the mirror for its lists only then.
# Returns 1, with a line on stderr, where that is impossible.
need_packages() {
    local name missing=() log
    for name in "$@"; do
        have_package "$name" || missing+=("$name")
    done
    [[ ${#missing[@]} == 0 ]] && return 0
    if ! command -v apt-get >/dev/null; then
        say "missing packages, and no apt-get here: ${missing[*]}"
        return 1
    fi
    if [[ $(id -u) != 0 ]]; then
        say "missing packages, and not root: apt-get install ${missing[*]}"
        return 1
    fi
    log=$(mktemp)
    say "installing ${missing[*]}"
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
           apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        say "apt-get could not install ${missing[*]}: $(grep -E '^E:' "$log" | head -1)"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# with_lock NAME COMMAND…: one process at a time, over the cache folder.
with_lock() {
    local dir lock
    dir=$(cache_dir) || return 1
    lock=$dir/$1.lock
    shift
    ( flock 9; "$@" ) 9>"$lock"
}

# Whether clang can link a fuzz program: its runtime is a package of its own.
have_libfuzzer() {
    local probe status=0
    probe=$(mktemp)
    clang -x c - -fsanitize=fuzzer,address,undefined -o "$probe" 2>/dev/null \
        <<<'int LLVMFuzzerTestOneInput(const char *data, unsigned long size) { return size && *data ? 0 : 0; }' || status=1
    rm -f "$probe"
    return $status
}

# need_tools WHAT…: commands, pkg-config modules (`lib:jansson`), Python modules (`py:jsonschema`) and clang's libfuzzer that
# a build or a suite uses; installs the packages of those that are not there.  Returns 1, with a line on stderr, where that
# is impossible.
need_tools() {
    local what packages=()
    for what in "$@"; do
        case $what in
        lib:*) pkg-config --exists "${what#lib:}" 2>/dev/null && continue ;;
        py:*) python3 -c "import ${what#py:}" 2>/dev/null && continue ;;
        libfuzzer) have_libfuzzer && continue ;;
        *) command -v "$what" >/dev/null && continue ;;
        esac
        case $what in
        gcc) packages+=(gcc libc6-dev) ;;
        ninja) packages+=(ninja-build) ;;
        pg_config) packages+=(libpq-dev) ;;
        py:*) packages+=("python3-${what#py:}") ;;
        libfuzzer) packages+=("libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev") ;;
        xmllint) packages+=(libxml2-utils) ;;
        lib:jansson) packages+=(libjansson-dev) ;;
        lib:libxml-2.0) packages+=(libxml2-dev) ;;
        lib:libmd) packages+=(libmd-dev) ;;
        lib:sqlite3) packages+=(libsqlite3-dev) ;;
        lib:libpq) packages+=(libpq-dev) ;;
        lib:libmariadb) packages+=(libmariadb-dev) ;;
        lib:libgit2) packages+=(libgit2-dev) ;;
        lib:cmocka) packages+=(libcmocka-dev) ;;
        *) packages+=("$what") ;;
        esac
    done
    [[ ${#packages[@]} == 0 ]] || need_packages "${packages[@]}"
}
