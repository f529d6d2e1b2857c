#!/usr/bin/env bash
# morat in real editors: the VS Code extension is checked and packaged, and every script of tests/editors is run with the program;
# then the programs that ask a LanguageTool server.
#
#   ci/editors.sh          what takes a minute or two
#   ci/editors.sh --all    VS Code in a browser and LibreOffice, too: some five minutes more when nothing is installed yet
#
# MORAT names the program; without it, it is built. What is missing is installed where that can be done (Debian as root, PyPI, npm);
# elsewhere the editors that are not there are left out, and the last line says which.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
export TOOLS="${TOOLS:-$root/target/editors}"
[ "${1:-}" = --all ] && export EDITORS=all
mkdir -p "$TOOLS"

say() { printf '== %s\n' "$*"; }

if [ -z "${MORAT:-}" ]; then
    say "the program"
    cargo build --release --locked --bin morat
    MORAT="${CARGO_TARGET_DIR:-$root/target}/release/morat"
fi
MORAT="$(realpath "$MORAT")"
export MORAT

say "editors"
wanted=()
command -v nvim >/dev/null || wanted+=(neovim)
command -v emacs >/dev/null || wanted+=(emacs-nox)
# Part of Emacs since version 29.
ls -d /usr/share/emacs/site-lisp/elpa/eglot-* >/dev/null 2>&1 || wanted+=(elpa-eglot)
if [ "${EDITORS:-}" = all ]; then
    command -v chromium >/dev/null || wanted+=(chromium)
    command -v soffice >/dev/null || wanted+=(libreoffice-writer)
    /usr/bin/python3 -c 'import uno' 2>/dev/null || wanted+=(python3-uno)
fi
if [ "${#wanted[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    (apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null) ||
        say "Debian's packages could not be installed: ${wanted[*]}"
fi

if command -v npm >/dev/null; then
    say "the VS Code extension"
    # What cannot be had from a registry is left out; what does not compile is a fault.
    if (cd editors/vscode && npm ci --silent); then
        (cd editors/vscode && npm run --silent check && npm run --silent package)
    else
        say "npm gives nothing: without VS Code"
        unset EDITORS
    fi
    if grep -n '"resolved"' editors/vscode/package-lock.json; then
        echo "editors: package-lock.json names a registry; make it with --omit-lockfile-registry-resolved" >&2
        exit 1
    fi
fi

left=()
tried=0
for script in tests/editors/*.sh tests/serve-clients.sh; do
    say "$script"
    status=0
    "$script" "$MORAT" || status=$?
    if [ "$status" != 0 ] && [ "$status" != 77 ]; then
        # Other programs on a busy machine are slow at times; what fails twice is a fault.
        say "$script once more"
        status=0
        "$script" "$MORAT" || status=$?
    fi
    case "$status" in
        0) tried=$((tried + 1)) ;;
        # What the script needs is not there.
        77) left+=("$(basename "$script" .sh)") ;;
        *) echo "editors: $script failed" >&2 && exit 1 ;;
    esac
done
say "$tried tried${left[0]:+, left out: ${left[*]}}"
# A machine on which nothing could be tried has shown nothing.
[ "$tried" -gt 0 ]
