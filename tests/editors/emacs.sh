#!/usr/bin/env bash
# Emacs with eglot and editors/emacs, without a screen. MORAT is the program.
set -euo pipefail
command -v emacs >/dev/null || exit 77
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/bài viết" "$work/config" "$work/.emacs.d"
ln -s "$MORAT" "$work/bin/morat"

emacs() {
    env --unset=MORAT_LANG PATH="$work/bin:$PATH" LANG=C.UTF-8 HOME="$work" XDG_CONFIG_HOME="$work/config" \
        timeout 120 emacs --batch --eval "(setq load-prefer-newer t)" "$@" </dev/null
}
# eglot of a package, as Emacs 28 of Debian has it.
packages='(progn (package-initialize) (unless (require (quote eglot) nil t) (kill-emacs 77)))'
emacs --eval "$packages"
printf 'emacs: %s\n' "$(emacs --version | head -1)"
git -c init.defaultBranch=main init --quiet "$work/bài viết"
cd "$work/bài viết"
emacs --eval "$packages" --eval "(setq user-full-name \"\" eglot-sync-connect 10)" --directory "$root/editors/emacs" \
    --load "$root/tests/editors/emacs.el"
