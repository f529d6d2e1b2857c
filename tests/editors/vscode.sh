#!/usr/bin/env bash
# VS Code in a browser: code-server with the extension as it is packaged. MORAT is the program. Only with EDITORS=all: it installs
# some 600 MB. Needs Node 20, a C++ compiler, Chromium and a package registry that npm is set up for; TOOLS is a folder in which
# what is installed is kept.
set -euo pipefail
[ "${EDITORS:-}" = all ] || exit 77
command -v npm >/dev/null || exit 77
cd "$(dirname "$0")/../.."
root="$PWD"

tools="${TOOLS:-$root/target/editors}/code-server"
if [ ! -e "$tools/ready" ]; then
    rm -rf "$tools"
    mkdir -p "$tools"
    cd "$tools"
    printf '{ "private": true }\n' >package.json
    # Without scripts: some fetch programs from elsewhere. One native module is needed, and built here.
    npm install --ignore-scripts --no-audit --no-fund --silent code-server@4.100.3 || exit 77
    npm rebuild --silent argon2 || exit 77
    cd node_modules/code-server/lib/vscode
    npm install --omit=dev --ignore-scripts --no-audit --no-fund --silent || exit 77
    touch "$tools/ready"
fi

chromium="$(command -v chromium || command -v chromium-browser || command -v google-chrome)" || exit 77
cd "$root/editors/vscode"
[ -e morat.vsix ] || { echo "vscode: there is no editors/vscode/morat.vsix" >&2 && exit 1; }
CODE_SERVER="$tools/node_modules/code-server/out/node/entry.js" EXTENSION="$PWD/morat.vsix" \
    CHROMIUM="$chromium" \
    timeout 600 node --test --test-reporter=spec "$root/tests/editors/vscode.mjs"
