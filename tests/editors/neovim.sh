#!/usr/bin/env bash
# Neovim with editors/neovim, without a screen. MORAT is the program; NVIM, if set, the Neovim to try.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
nvim="${NVIM:-nvim}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/bài viết" "$work/config"
ln -s "$MORAT" "$work/bin/morat"

printf 'neovim: %s\n' "$("$nvim" --version | head -1)"
cd "$work/bài viết"
# Nothing of the user's own is read or written: neither Neovim's settings nor morat's.
env --unset=MORAT_LANG PATH="$work/bin:$PATH" LANG=C.UTF-8 HOME="$work" XDG_CONFIG_HOME="$work/config" \
    XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache" \
    timeout 120 "$nvim" --clean --headless --cmd "let g:morat = {'init_options': {'lang': 'vi'}}" --cmd "set runtimepath^=$root/editors/neovim" \
    -c "luafile $root/tests/editors/neovim.lua" </dev/null
