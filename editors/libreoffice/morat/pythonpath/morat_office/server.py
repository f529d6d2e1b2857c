"""The morat server: one that the options name, or one that is started here and ends with LibreOffice.

Whoever asks never waits for a server that is not there: it is looked for, or started, in a thread of its own, and `ready` is
called when it answers.
"""

import atexit
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

# Seconds. A paragraph takes milliseconds; the windows stand still while a person waits for a menu.
ANSWER = 5
START = 20
AGAIN = 15
LONGEST = 300

# What a server answers that has too much to do.
BUSY = (429, 503, 504)

# Folders that programs are installed to, where a program with windows may not see the PATH of a shell.
USUAL = ("~/.cargo/bin", "~/.local/bin", "/usr/local/bin", "/opt/homebrew/bin", "~/AppData/Local/Programs/morat")


class Absent(Exception):
    """There is no answer now."""


class Trouble(Exception):
    """Something that a person has to know: the name of a text, and what is put into it."""


class Server:
    def __init__(self, options, language, folder, ready, tell):
        """`options` by name, `folder` where a command may lie that the extension brings; `ready()` is called when questions
        are answered, `tell(name, *values)` with a text when they cannot be."""
        self.options, self.language, self.folder = options, language, folder
        self.ready, self.tell = ready, tell
        self.lock = threading.Lock()
        self.ended = threading.Event()
        self.process = None
        self.address = None
        self.token = options["Token"]
        self.search = None
        # Questions that nobody answered, of late: a text on which a server is lost is not asked about without end.
        self.failures, self.failed = 0, 0
        # The address that the options name may be asked from here only without a proxy in between.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, path, fields):
        """The answer to a question, parsed. `Absent` if there is none now, `Trouble` if it was refused."""
        with self.lock:
            address = self.address
            if address is None:
                self._look()
                raise Absent
        try:
            return self._post(address + path, fields)
        except urllib.error.HTTPError as error:
            if error.code not in BUSY:
                said = error.read(300).decode("utf-8", "replace").strip()
                raise Trouble("refused", address, said or error.reason) from error
            self._failed(address)
            raise Absent from error
        except OSError as error:
            self._failed(address)
            raise Absent from error
        except ValueError as error:
            raise Trouble("no-answer", address, error) from error

    def _failed(self, address):
        with self.lock:
            if self.address == address:
                self.address = None
                now = time.monotonic()
                self.failures = self.failures + 1 if now - self.failed < LONGEST else 1
                self.failed = now
                self._look()

    def end(self):
        """Ends the server that was started here."""
        self.ended.set()
        with self.lock:
            process, self.process, self.address = self.process, None, None
        if process is not None and process.poll() is None:
            process.stdin.close()
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                process.kill()

    def _post(self, url, fields):
        data = urllib.parse.urlencode(fields).encode("ascii") if fields is not None else None
        request = urllib.request.Request(url, data)
        if self.token:
            request.add_header("Authorization", "Bearer " + self.token)
        with self.opener.open(request, timeout=ANSWER) as answer:
            body = answer.read()
        return json.loads(body) if answer.headers.get_content_type() == "application/json" else body.decode("utf-8")

    def _look(self):
        """Begins to look for a server, unless that is under way. Called with the lock held."""
        if self.ended.is_set() or (self.search is not None and self.search.is_alive()):
            return
        self.search = threading.Thread(target=self._find, name="morat", daemon=True)
        self.search.start()

    def _find(self):
        # One that was started here and has ended is started again at once, one that is there gets time.
        process = self.process
        if self.failures > (process is not None and process.poll() is not None):
            self.ended.wait(min(AGAIN * self.failures, LONGEST))
        while not self.ended.is_set():
            try:
                address = self._named() if self.options["Address"] else self._own()
            except Trouble as trouble:
                self.tell(*trouble.args)
                self.ended.wait(AGAIN)
                continue
            with self.lock:
                self.address = address
            self.ready()
            return

    def _named(self):
        """The server that the options name, once it answers."""
        address = self.options["Address"].rstrip("/")
        if not re.match(r"https?://[^/?#\s]+", address):
            raise Trouble("bad-address", address)
        if not address.endswith("/v2"):
            address += "/v2"
        try:
            self._post(address + "/healthcheck", None)
        except (OSError, ValueError) as error:
            raise Trouble("no-answer", address, getattr(error, "reason", None) or error)
        return address

    def _own(self):
        """A server on a free port of this machine. Others who work on the machine have no token for it."""
        with self.lock:
            process = self.process
        if process is not None and process.poll() is None:
            # It did not answer in time, but it is there.
            return self.own
        command = self._command()
        token = secrets.token_hex(24)
        environment = dict(os.environ, MORAT_TOKEN=token, MORAT_LANG=self.language)
        # LibreOffice sets these for its own Python and libraries.
        for name in ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
            environment.pop(name, None)
        try:
            process = subprocess.Popen(
                # With its input it ends, however LibreOffice does.
                [command, "serve", "--host", "127.0.0.1", "--port", "0", "--until-eof"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=os.path.expanduser(self.options["Folder"] or "~"),
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise Trouble("no-start", command, error)
        atexit.register(self.end)
        late = threading.Timer(START, process.kill)
        late.daemon = True
        late.start()
        said = []
        for line in process.stderr:
            said.append(line.decode("utf-8", "replace").strip())
            found = re.search(r"http://127\.0\.0\.1:\d+/v2", said[-1])
            if found:
                break
        else:
            late.cancel()
            process.wait()
            raise Trouble("no-start", command, " ".join(said)[:300] or process.returncode)
        late.cancel()
        # What it says later would fill the pipe.
        threading.Thread(target=process.stderr.read, name="morat stderr", daemon=True).start()
        self.own, self.token = found.group(), token
        with self.lock:
            self.process = process
        if self.ended.is_set():
            self.end()
        return self.own

    def _command(self):
        """The morat command."""
        name = "morat.exe" if sys.platform == "win32" else "morat"
        asked = self.options["Command"]
        if not asked:
            brought = os.path.join(self.folder, "bin", name)
            if os.path.isfile(brought):
                # Unpacking an extension loses the permission to run.
                if not os.access(brought, os.X_OK):
                    os.chmod(brought, 0o755)
                return brought
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), *map(os.path.expanduser, USUAL)])
        found = shutil.which(os.path.expanduser(asked or name), path=path)
        if found is None:
            raise Trouble("no-command", asked or name)
        return found
