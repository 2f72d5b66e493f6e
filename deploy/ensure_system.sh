#!/bin/sh
# Makes sure that what cannot come from a Python package is there: Pango, libmagic, a serif face with Times metrics.
# With --tests also what tests open (a Chromium, poppler). Installs what is missing when it may, else says what to run.
set -eu

missing=""

need_library() { # soname, package
    python3 -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null || missing="$missing $2"
}

need_module() { # module, package
    python3 -c "import $1" 2>/dev/null || missing="$missing $2"
}

need_command() { # package, then any one of these commands
    package=$1
    shift
    for name in "$@"; do
        if command -v "$name" >/dev/null 2>&1; then return; fi
    done
    missing="$missing $package"
}

need_serif() { # with the Vietnamese letters, which the first Liberation fonts lack
    if fc-list :lang=vi family 2>/dev/null | grep -qiE 'Liberation Serif|Tinos|Times New Roman'; then return; fi
    missing="$missing fontconfig $(serif_package)"
}

serif_package() { # older releases have the second fonts in a package of their own
    release=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
    case "$release" in
    bullseye | bookworm | focal | jammy) echo fonts-liberation2 ;;
    *) echo fonts-liberation ;;
    esac
}

command -v python3 >/dev/null 2>&1 || { echo "PARI needs python3 (3.11 or newer)." >&2; exit 1; }
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "PARI needs Python 3.11 or newer; python3 here is $(python3 -V 2>&1)." >&2
    exit 1
}

need_module ensurepip python3-venv
need_library libpango-1.0.so.0 libpango-1.0-0
need_library libpangoft2-1.0.so.0 libpangoft2-1.0-0
need_library libharfbuzz-subset.so.0 libharfbuzz-subset0
need_library libmagic.so.1 libmagic1
need_serif
if [ "${1:-}" = --tests ]; then
    need_command chromium chromium chromium-browser google-chrome
    need_command poppler-utils pdftoppm
fi

[ -n "$missing" ] || exit 0

install="apt-get install --yes --no-install-recommends$missing"
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as_root="sudo"
    else
        echo "PARI needs these system packages:$missing. Run:  sudo $install" >&2
        exit 1
    fi
    echo "Installing system packages:$missing" >&2
    # A list of packages that cannot be refreshed (no network) may still know them from the last time.
    $as_root apt-get update --quiet=2 || true
    $as_root env DEBIAN_FRONTEND=noninteractive $install --quiet=2
else
    echo "PARI needs what Debian calls$missing; without apt-get they must be installed by hand." >&2
    exit 1
fi
