#!/usr/bin/env bash
# Kakoune with kakoune-lsp and editors/kakoune, without a screen. MORAT is the program. Left out where kak-lsp is not installed:
# `cargo install kak-lsp` takes minutes.
set -euo pipefail
command -v kak >/dev/null && command -v kak-lsp >/dev/null || exit 77
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
session="morat-$$"
ask() { kak -p "$session"; }
end() {
    echo 'kill!' | ask 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap end EXIT
mkdir -p "$work/bin" "$work/bài viết" "$work/run" "$work/config/kak"
chmod 700 "$work/run"
ln -s "$MORAT" "$work/bin/morat"
ln -s "$(command -v kak-lsp)" "$work/bin/kak-lsp"
export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_RUNTIME_DIR="$work/run" PATH="$work/bin:$PATH" LANG=C.UTF-8
unset MORAT_LANG
# shellcheck disable=SC2016 # Kakoune expands it.
printf 'eval %%sh{kak-lsp}\nsource %s/editors/kakoune/morat.kak\nlsp-enable\n' "$root" >"$work/config/kak/kakrc"

cd "$work/bài viết"
touch morat.toml
printf 'Hà Nội 😀 họ nổ lực.\nAnh kiẻng.\n' >bai.txt
kak -s "$session" -ui dummy bai.txt >"$work/out" 2>&1 </dev/null &

# until TEXT COMMANDS: has Kakoune carry out commands that write $work/said until that has the text.
until_said() {
    for _ in $(seq 100); do
        echo "evaluate-commands -client client0 %{ $2 }" | ask 2>/dev/null || true
        if [ -e "$work/said" ] && grep -qF -- "$1" "$work/said"; then return 0; fi
        sleep 0.1
    done
    echo "kakoune: not seen: $1" >&2
    cat "$work/said" "$work/out" >&2 || true
    return 1
}

# shellcheck disable=SC2016 # Kakoune sets it.
count='nop %sh{ echo "errors: $kak_opt_lsp_diagnostic_error_count" >'"$work/said"' }'
until_said "errors: 2" "$count"
echo "  what is found"
echo 'evaluate-commands -client client0 %{ execute-keys gg; lsp-code-action "Sửa mọi chỗ.*" }' | ask
until_said "Hà Nội 😀 họ nỗ lực." "write -force $work/said"
echo "  all safe fixes"
until_said "errors: 1" "$count"
echo "  and the finding is gone"
