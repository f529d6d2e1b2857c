#!/usr/bin/env python3
"""Makes the extensions for LibreOffice.

    build.py [--out FOLDER] [--binary MORAT --platform PLATFORM]

`morat.oxt` proofreads with a server of its own. With `--binary` it brings the command along, so that an office installs one
file; `--platform` is then what LibreOffice calls the system (linux_x86_64, windows_x86_64, macosx_aarch64, ...).
`morat-languagetool.oxt` points LibreOffice's own client of LanguageTool servers at a `morat serve` that runs already.

The same files give the same bytes.
"""

import argparse
import pathlib
import re
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
EXTENSIONS = {"morat": "morat.oxt", "languagetool": "morat-languagetool.oxt"}
# What LibreOffice reads to describe the extension.
FILLED = "description.xml"
# Zip knows no time before.
TIME = (1980, 1, 1, 0, 0, 0)


def version():
    """The version of the workspace."""
    return re.search(r'^version = "([^"]+)"', (PROJECT / "Cargo.toml").read_text("utf-8"), re.MULTILINE).group(1)


def pack(folder, to, values, more):
    """Writes an extension: the files of a folder, the values in its description, and `more` files by their name in it."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    files = {name: path for name, path in files.items() if "__pycache__" not in name}
    files.update(more)
    # LibreOffice wants nothing before the manifest; the rest in an order that no file system has a say in.
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, path in sorted(files.items(), key=lambda file: (not file[0].startswith("META-INF/"), file[0])):
            data = path.read_bytes()
            if name == FILLED:
                for key, value in values.items():
                    data = data.replace(b"@%s@" % key.encode(), value.encode())
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o755 if name in more else 0o644) << 16
            packed.writestr(entry, data)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=pathlib.Path, default=PROJECT / "target" / "libreoffice", help="folder to write to")
    arguments.add_argument("--binary", type=pathlib.Path, help="the morat command to bring along")
    arguments.add_argument("--platform", help="the system that the command is for")
    asked = arguments.parse_args()
    if (asked.binary is None) != (asked.platform is None):
        arguments.error("--binary and --platform belong together")
    brought = {}
    if asked.binary is not None:
        brought["bin/morat.exe" if asked.platform.startswith("windows") else "bin/morat"] = asked.binary
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, file in EXTENSIONS.items():
        own = name == "morat"
        values = {"VERSION": version(), "PLATFORM": asked.platform if own and asked.platform else "all"}
        pack(HERE / name, asked.out / file, values, brought if own else {})
        print(asked.out / file)


if __name__ == "__main__":
    main()
