#!/usr/bin/env bash
# The extensions in a real LibreOffice: built, installed, asked through LibreOffice's own services.
#
#   tests/editors/libreoffice.sh [MORAT]
#
# Needs LibreOffice Writer and its Python bridge (Debian: libreoffice-writer python3-uno); without them it ends with 77. MORAT names
# the program, too. SOFFICE names another LibreOffice's `soffice`; `unopkg` is looked for beside it.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
morat=${1:-${MORAT:-$here/target/release/morat}}
soffice=$(command -v "${SOFFICE:-soffice}") || { echo "no LibreOffice: apt-get install --no-install-recommends libreoffice-writer python3-uno" >&2; exit 77; }
soffice=$(readlink -f "$soffice")
unopkg=$(dirname "$soffice")/unopkg
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import uno' || { echo "Python has no uno: apt-get install python3-uno" >&2; exit 77; }
[ -x "$morat" ] || { echo "no morat at $morat: cargo build --release" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/editors/libreoffice/build.py" --out "$work/one" >/dev/null
python3 "$here/editors/libreoffice/build.py" --out "$work/two" >/dev/null
# What system it is for matters where it is handed out.
python3 "$here/editors/libreoffice/build.py" --out "$work/brought" --binary "$morat" --platform all >/dev/null
cmp "$work/one/morat.oxt" "$work/two/morat.oxt"
cp "$morat" "$work/morat"
cp "$here/tests/editors/libreoffice.py" "$work/drive.py"

# unopkg installs nothing for root alone.
as=()
if [ "$(id -u)" = 0 ]; then
    chown -R nobody "$work"
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
# An own home folder: no settings of whoever runs this, and no words into their list.
as=(env -i "PATH=$PATH" "HOME=$work" "LANG=C.UTF-8" "${as[@]}")

"$soffice" --version
for part in own brought absent languagetool; do
    case $part in
        languagetool) file=one/morat-languagetool.oxt ;;
        brought) file=brought/morat.oxt ;;
        *) file=one/morat.oxt ;;
    esac
    rm -rf "$work/profile"
    (cd "$work" && "${as[@]}" "$unopkg" add --suppress-license "-env:UserInstallation=file://$work/profile" "$work/$file")
    (cd "$work" && "${as[@]}" "$python" drive.py "$work" "$soffice" "$work/morat" $part) || {
        cat "$work"/*.log >&2
        exit 1
    }
done
echo "LibreOffice: all is well"
