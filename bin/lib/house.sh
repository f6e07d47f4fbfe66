# What the scripts in bin/ share: where the clone and its build folder are, and the Debian packages that are needed.
# Source it; it does nothing by itself.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
swift_wanted="6.3"
build_packages=(libsqlite3-dev libpq-dev libsodium-dev libgd-dev libheif-dev libzip-dev libexpat1-dev pkg-config procps)
test_packages=(
    chromium fonts-noto-core fonts-noto-color-emoji gettext strace postgresql pgbouncer haproxy faketime eatmydata python3 python3-venv sqlite3
    libheif-examples openssl systemd
)
# What bin/test --all needs beside.
long_packages=(patroni etcd-server nginx-light caddy)
bench_packages=(wrk python3)

# One sentence for whoever runs the script. On standard error, so that a program's own output stays clean.
say() { printf '%s\n' "$*" >&2; }

# `usage "$@"` prints the comment at the head of the script when it was asked for.
usage() {
    if [[ "${1:-}" == "--help" || "${1:-}" == "-h" ]]; then
        sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"
        exit 0
    fi
}

# The build folder lies outside the clone, so that a fresh clone builds only what is its own.
build="${ALONGSIDE_BUILD:-${HOME:+$HOME/.cache/alongside/build}}"
if [[ -z "$build" ]] || ! mkdir -p "$build" 2>/dev/null || [[ ! -w "$build" ]]; then build="$root/.build"; fi
mkdir -p "$build"

# `need PACKAGE...` installs the Debian packages among these that are not there, and says which.
need() {
    local lacking=() package as_root=()
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian. Please see to it that you have what these packages bring: $*"
        return 0
    fi
    for package in "$@"; do
        [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || lacking+=("$package")
    done
    ((${#lacking[@]})) || return 0
    if ((EUID)); then as_root=(sudo); fi
    if ((EUID)) && ! command -v sudo >/dev/null; then
        say "These Debian packages are missing: ${lacking[*]}"
        say "As root: apt-get update && apt-get install -y --no-install-recommends ${lacking[*]}"
        exit 1
    fi
    say "Installing Debian packages: ${lacking[*]}"
    "${as_root[@]}" apt-get update -qq -o DPkg::Lock::Timeout=500 >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=500 -o Dpkg::Use-Pty=0 "${lacking[@]}" >&2
}

# Stops with a sentence when there is no Swift, or one that is too old.
need_swift() {
    local version=""
    if command -v swift >/dev/null; then version="$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9.]+' | grep -oE '[0-9.]+$')"; fi
    if [[ -z "$version" || "$(printf '%s\n' "$swift_wanted" "$version" | sort -V | head -1)" != "$swift_wanted" ]]; then
        say "Swift $swift_wanted or newer is needed${version:+; this machine has $version}."
        say "Unpack the Debian 12 toolchain that swift.org offers under Install, and put its usr/bin into PATH."
        exit 1
    fi
}
