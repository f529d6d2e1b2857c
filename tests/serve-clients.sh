#!/usr/bin/env bash
# Programs that speak to a LanguageTool server, with `morat serve` in its place: curl, and language_tool_python from the package
# index that pip is set up for. Needs Python with venv; the program is the first argument, or it is built.
set -euo pipefail
cd "$(dirname "$0")/.."

target="${CARGO_TARGET_DIR:-target}"
if [ $# -gt 0 ]; then
    morat="$(realpath "$1")"
else
    cargo build --release --locked --bin morat
    morat="$(realpath "$target/release/morat")"
fi
venv="$target/serve-clients"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
# 77: what it needs is not to be had.
"$venv/bin/python" -m pip install --quiet 'language_tool_python>=3.4,<4' || exit 77
python="$(realpath -s "$venv/bin/python")"

work="$(mktemp -d)"
server=""
stop() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT
fail() {
    printf 'serve-clients: %s\n' "$*" >&2
    cat "$work/log" >&2
    exit 1
}
# start ARGUMENT…: a server in a folder of its own; $url is where it listens.
start() {
    if [ -n "$server" ]; then
        kill "$server"
        wait "$server" || fail "it did not end well"
    fi
    : >"$work/log"
    (cd "$work" && HOME="$work" MORAT_LANG=vi exec "$morat" serve --port 0 "$@") 2>"$work/log" &
    server=$!
    for _ in $(seq 100); do
        url="$(sed -n 's|.*\(http://[^/]*\)/v2/.*|\1|p' "$work/log")"
        [ -z "$url" ] || return 0
        sleep 0.1
    done
    fail "it did not start"
}

text='Cả tổ 😀 nổ lực kiẻm tra, lãi 100% & hơn.'
found() { "$python" -c 'import json, sys; print(*[one["rule"]["id"] for one in json.load(sys.stdin)["matches"]])'; }
same() { [ "$2" = "$3" ] || fail "$1: [$2] and not [$3]"; }

printf 'words = []\n' >"$work/morat.toml"
start
echo "== curl"
curl() { command curl --silent --show-error --max-time 20 "$@"; }
same "encoded" "$(curl --data-urlencode "text=$text" -d language=vi "$url/v2/check" | found)" "chinh-ta/nham-lan chinh-ta/am-tiet"
same "as LibreOffice 7.4 sends it" "$(curl --data-binary "text=$text&language=vi-VN" "$url/v2/check" | found)" \
    "chinh-ta/nham-lan chinh-ta/am-tiet"
same "by GET" "$(curl --get --data-urlencode "text=$text" -d language=auto "$url/v2/check" | found)" \
    "chinh-ta/nham-lan chinh-ta/am-tiet"
same "health" "$(curl "$url/v2/healthcheck")" "OK"
same "no language" "$(curl --output /dev/null --write-out '%{http_code}' -d text=a "$url/v2/check")" "400"
same "a page" "$(curl --output /dev/null --write-out '%{http_code}' -H 'Origin: https://evil.example' "$url/v2/languages")" "403"
# Longer than what curl sends without asking first.
head -c 400000 /dev/zero | tr '\0' 'a' >"$work/long"
same "long" "$(curl --data-urlencode "text@$work/long" -d language=vi "$url/v2/check" | found)" ""

echo "== language_tool_python"
"$python" - "$url" "$text" <<'PYTHON'
import sys
import language_tool_python

url, text = sys.argv[1:]
for language in ["vi", "vi-VN", "auto"]:
    with language_tool_python.LanguageTool(language, remote_server=url) as tool:
        found = tool.check(text)
        marked = [text[one.offset : one.offset + one.error_length] for one in found]
        assert marked == ["nổ lực", "kiẻm"], marked
        assert [one.category for one in found] == ["TYPOS", "TYPOS"], found
        assert [one.rule_issue_type for one in found] == ["misspelling"] * 2, found
        assert all(one.sentence == text and one.message for one in found), found
        assert tool.correct(text) == "Cả tổ 😀 nỗ lực kiểm tra, lãi 100% & hơn.", tool.correct(text)
        tool.disabled_rules = {"chinh-ta/am-tiet"}
        assert len(tool.check(text)) == 1
        tool.disabled_rules, tool.disabled_categories = set(), {"TYPOS"}
        assert tool.check(text) == []
        tool.disabled_categories = set()
        tool.enabled_rules_only, tool.enabled_rules = True, {"chinh-ta/am-tiet"}
        assert [one.rule_id for one in tool.check(text)] == ["chinh-ta/am-tiet"]
        tool.picky = True
        tool.check(text)
PYTHON

echo "== words"
same "added" "$(curl -d 'word=nổ lực' "$url/v2/words/add")" '{"added":true}'
same "accepted" "$(curl --data-urlencode "text=$text" -d language=vi "$url/v2/check" | found)" "chinh-ta/am-tiet"
grep -q 'nổ lực' "$work/morat.toml" || fail "the word is not in morat.toml"
same "deleted" "$(curl -d 'word=nổ lực' "$url/v2/words/delete")" '{"deleted":true}'

echo "== a token"
head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$work/token"
start --host 0.0.0.0 --token-file token
url="http://127.0.0.1:${url##*:}"
same "without" "$(curl --output /dev/null --write-out '%{http_code}' -d 'text=a&language=vi' "$url/v2/check")" "401"
same "with" "$(curl -H "Authorization: Bearer $(cat "$work/token")" -d 'text=a&language=vi' "$url/v2/check" | found)" ""
echo "serve-clients: all well"
