"""Drives a real LibreOffice, without windows, through the extensions of editors/libreoffice: called by libreoffice.sh.

    libreoffice.py WORK SOFFICE MORAT own|brought|absent|languagetool

WORK holds LibreOffice's profile with the extension installed, and is the home folder of whoever runs this.
"""

import atexit
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import zipfile

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale
from com.sun.star.linguistic2 import XLinguServiceEventListener

WORK, SOFFICE, MORAT, PART = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
VIETNAMESE = Locale("vi", "VN", "")
PROOFREADING = 2
PROOFREAD_AGAIN = 8

# Two sentences with a letter outside the first plane, an entity and a percent sign that are none, and two spaces.
TEXT = "Cả tổ 😀 nổ lực & tăng 5%20 mỗi năm. Chúng tôi  đã sử lý xong."
# Start and length in UTF-16 units, rule, suggestions.
FIRST = [(9, 6, "chinh-ta/nham-lan", ("nỗ lực",))]
SECOND = [(46, 2, "dau-cau/cach-doi", (" ",)), (51, 5, "chinh-ta/nham-lan", ("xử lý",))]
# A footnote stands behind the second word, a comment behind the third.
NOTED = "Họ đã nổ lực"
NOTED_FINDING = (6, "chinh-ta/nham-lan", ("nỗ lực",))


def same(got, wanted, what):
    if got != wanted:
        sys.exit(f"{what}:\n  got    {got!r}\n  wanted {wanted!r}")
    print("ok:", what, flush=True)


def value(name, of):
    made = PropertyValue()
    made.Name, made.Value = name, of
    return made


def until(question, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    sys.exit(f"waited {seconds} s in vain: {what}")


class Office:
    """A LibreOffice of one's own."""

    def __init__(self):
        pipe = f"morat{os.getpid()}"
        profile = (WORK / "profile").as_uri()
        self.log = open(WORK / f"soffice-{PART}.log", "w")
        self.process = subprocess.Popen(
            [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=self.log, stderr=self.log, start_new_session=True,
        )
        atexit.register(self.kill)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")

        def connect():
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except Exception:  # Whatever it is that is not there yet.
                return None

        self.context = until(connect, 90, "LibreOffice does not start")
        self.desktop = self.make("com.sun.star.frame.Desktop")

    def make(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def set(self, path, **values):
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        node = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", (value("nodepath", path),)
        )
        for name, of in values.items():
            node.setPropertyValue(name, of)
        node.commitChanges()

    def get(self, path, name):
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        node = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", (value("nodepath", path),)
        )
        return node.getByName(name)

    def end(self):
        try:
            self.desktop.terminate()
        except Exception:  # The bridge goes with the office.
            pass
        self.process.wait(60)

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def servers(self):
        """The servers that it has started."""
        return self.programs("serve --host 127.0.0.1 --port 0 --until-eof")

    def programs(self, what):
        """The processes of it with these words in their command."""
        listed = subprocess.run(["ps", "-eo", "pid=,sid=,args="], stdout=subprocess.PIPE, text=True).stdout.splitlines()
        split = [line.split(None, 2) for line in listed]
        return [
            int(pid) for pid, session, args in split
            if int(session) == self.process.pid and what in args
        ]


class Heard(unohelper.Base, XLinguServiceEventListener):
    """What a proofreader has LibreOffice do, as LibreOffice hears it."""

    def __init__(self):
        self.events = []

    def processLinguServiceEvent(self, event):
        self.events.append(event.nEvent)

    def disposing(self, _event):
        pass

    def wait(self, what):
        """Waits until everything is to be checked again."""
        until(lambda: PROOFREAD_AGAIN in self.events, 30, what)
        self.events.clear()
        print("ok:", what, flush=True)


def asked(proofreader, text, start=0, end=None):
    """What a proofreader says of a sentence."""
    return proofreader.doProofreading("test", text, VIETNAMESE, start, len(text) if end is None else end, ())


def found(result):
    return [(e.nErrorStart, e.nErrorLength, e.aRuleIdentifier, tuple(e.aSuggestions)) for e in result.aErrors]


def document(office):
    """Makes a Vietnamese ODT, saves it, and opens it again."""
    path = WORK / "bai.odt"
    made = office.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (value("Hidden", True),))
    made.getStyleFamilies().getByName("ParagraphStyles").getByName("Standard").CharLocale = VIETNAMESE
    text = made.getText()
    cursor = text.createTextCursor()
    for paragraph in (TEXT, NOTED + " hôm qua.", "Họ đã đọc rồi."):
        text.insertString(cursor, paragraph, False)
        text.insertControlCharacter(cursor, 0, False)
    cursor.gotoStart(False)
    cursor.gotoNextParagraph(False)
    cursor.goRight(5, False)
    note = made.createInstance("com.sun.star.text.Footnote")
    text.insertTextContent(cursor, note, False)
    note.setString("Theo báo cáo.")
    cursor.goRight(4, False)
    comment = made.createInstance("com.sun.star.text.textfield.Annotation")
    comment.Content = "Xem lại"
    text.insertTextContent(cursor, comment, False)
    made.storeToURL(path.as_uri(), (value("FilterName", "writer8"),))
    made.close(True)
    return path, office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())


def paragraphs(opened):
    """The paragraphs as LibreOffice gives them to a proofreader."""
    walk = opened.getFlatParagraphIterator(PROOFREADING, False)
    paragraph = walk.getFirstPara()
    all_of_them = []
    while paragraph is not None:
        all_of_them.append(paragraph)
        paragraph = walk.getNextPara()
    return all_of_them


def own():
    """The extension with a server of its own."""
    office = Office()
    office.set("/morat.Options", Command=MORAT, Language="vi")

    manager = office.make("com.sun.star.linguistic2.LinguServiceManager")
    service = "com.sun.star.linguistic2.Proofreader"
    same(tuple(manager.getConfiguredServices(service, VIETNAMESE)), ("morat.Proofreader",), "it is the proofreader for Vietnamese")
    same(tuple(manager.getConfiguredServices(service, Locale("fr", "FR", ""))), (), "and for nothing else")

    proofreader = office.make("morat.Proofreader")
    heard = Heard()
    proofreader.addLinguServiceEventListener(heard)
    began = time.monotonic()
    asked(proofreader, TEXT)
    same(time.monotonic() - began < 2, True, "nobody waits for a server that starts")
    heard.wait("open texts are checked again when the server answers")
    same(len(office.servers()), 1, "one server runs")

    result = asked(proofreader, TEXT)
    same(found(result), FIRST, "findings of the first sentence")
    same((result.nBehindEndOfSentencePosition, result.nStartOfNextSentencePosition), (36, 37), "where the first sentence ends")
    rest = asked(proofreader, TEXT, result.nStartOfNextSentencePosition)
    same(found(rest), SECOND, "findings of the second sentence")
    same((rest.nBehindEndOfSentencePosition, rest.nStartOfNextSentencePosition), (62, 62), "where the second sentence ends")
    mistake = result.aErrors[0]
    same(mistake.nErrorType, PROOFREADING, "the kind of a finding")
    same("“nổ lực” phải viết là “nỗ lực”" in mistake.aFullComment, True, "its explanation is in Vietnamese")
    lines = {p.Name: p.Value for e in (*result.aErrors, *rest.aErrors) for p in e.aProperties if e.aRuleIdentifier == "chinh-ta/nham-lan"}
    other = {p.Name: p.Value for e in rest.aErrors for p in e.aProperties if e.aRuleIdentifier == "dau-cau/cach-doi"}
    same((lines["LineColor"], lines["LineType"]), (0xE01B24, 10), "spelling is waved in red")
    same((other["LineColor"], other["LineType"]), (0xD16820, 10), "spaces are waved in orange")

    path, opened = document(office)
    _note, first, noted, named, _empty = paragraphs(opened)
    same(first.getText(), TEXT, "the text of the document")
    same(first.getLanguageOfText(0, 5).Language, "vi", "the language of the document")
    iterator = office.make("com.sun.star.linguistic2.ProofreadingIterator")
    result = iterator.checkSentenceAtPosition(opened, first, first.getText(), VIETNAMESE, 0, -1, -1)
    same(found(result), FIRST, "LibreOffice finds the same")

    text = noted.getText()
    result = iterator.checkSentenceAtPosition(opened, noted, text, VIETNAMESE, 0, -1, -1)
    at = text.index("nổ lực")
    same(found(result), [(at, *NOTED_FINDING)], f"notes in a paragraph move nothing and are no mistake: {text!r}")

    until(lambda: all(p.isChecked(PROOFREADING) for p in paragraphs(opened)), 30, "automatic checking")
    print("ok: LibreOffice has checked the whole document by itself", flush=True)

    fixed = FIRST[0]
    first.changeText(fixed[0], fixed[1], fixed[3][0], ())
    _note, first, noted, named, _empty = paragraphs(opened)
    same(first.getText(), TEXT.replace("nổ lực", "nỗ lực"), "a suggestion is applied")
    opened.store()
    content = zipfile.ZipFile(path).read("content.xml").decode("utf-8")
    same("😀 nỗ lực &amp; tăng 5%20" in content, True, "and saved")
    result = iterator.checkSentenceAtPosition(opened, first, first.getText(), VIETNAMESE, 0, -1, -1)
    same(found(result), [], "nothing is left to say of that sentence")

    heard.events.clear()
    proofreader.ignoreRule("chinh-ta/nham-lan", VIETNAMESE)
    heard.wait("open texts are checked again when a rule is ignored")
    same(found(asked(proofreader, TEXT)), [], "an ignored rule is silent")
    same(found(asked(proofreader, TEXT, 37)), SECOND[:1], "the others are not")
    another = office.make("morat.Proofreader")
    same(found(asked(another, TEXT)), [], "and so it is wherever LibreOffice asks")
    proofreader.resetIgnoreRules()
    same(found(asked(proofreader, TEXT)), FIRST, "until ignored rules are forgotten")

    accept(office, opened, proofreader, named)

    running = office.servers()
    office.end()
    until(lambda: not office.servers(), 10, f"the server outlives LibreOffice: {running}")
    print("ok: the server ends with LibreOffice", flush=True)


def accept(office, opened, proofreader, paragraph):
    """The menu's two entries, at the cursor."""
    words = "Ban giám đốc xữ lý rồi."
    paragraph.changeText(0, len(paragraph.getText()), words, ())
    wanted = [(13, 2, "chinh-ta/am-tiet", ("xử",))]
    same(found(asked(proofreader, words)), wanted, "a word that is none")
    cursor = opened.getCurrentController().getViewCursor()
    cursor.gotoEnd(False)
    cursor.goLeft(len(words) - 14, False)
    commands = office.make("morat.Commands")
    commands.trigger("ignore")
    same(found(asked(proofreader, words)), [], "the menu ignores the rule at the cursor")
    commands.trigger("reset")
    same(found(asked(proofreader, words)), wanted, "and heeds it again")
    commands.trigger("accept")
    until(lambda: found(asked(proofreader, words)) == [], 5, "the menu accepts the word at the cursor")
    print("ok: the menu accepts the word at the cursor", flush=True)
    lists = [file for file in WORK.rglob("*.toml") if "xữ" in file.read_text("utf-8")]
    same(len(lists), 1, "the word is in the list that every other morat reads")


def brought():
    """The extension that brings the command along, with no option set, in a LibreOffice that crashes."""
    office = Office()
    proofreader = office.make("morat.Proofreader")
    until(lambda: asked(proofreader, TEXT).aErrors, 30, "the command that the extension brings does not run")
    same(found(asked(proofreader, TEXT)), FIRST, "the command that the extension brings finds the same")
    explanation = asked(proofreader, TEXT).aErrors[0].aFullComment
    same("“nổ lực” is written “nỗ lực”" in explanation, True, "it speaks LibreOffice's language")
    same(len(office.servers()), 1, "one server runs")
    for pid in office.programs("soffice.bin"):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not office.servers(), 10, "the server outlives a LibreOffice that has crashed")
    print("ok: the server ends with a LibreOffice that crashes", flush=True)


def absent():
    """The extension where there is no morat."""
    office = Office()
    office.set("/morat.Options", Command=str(WORK / "no-such-command"))
    proofreader = office.make("morat.Proofreader")
    for _ in range(3):
        began = time.monotonic()
        result = asked(proofreader, TEXT)
        same(time.monotonic() - began < 1, True, "nobody waits for a server that is not there")
        same(found(result), [], "nothing is found")
    path, opened = document(office)
    same(opened.getText().getString().startswith("Cả tổ"), True, "texts open")
    opened.close(True)

    port = 18000 + os.getpid() % 1000
    log = open(WORK / "serve.log", "w")
    office.end()
    # A server that somebody has started, with a token.
    office = Office()
    token = "0123456789abcdef0123"
    office.set("/morat.Options", Command="", Address=f"http://127.0.0.1:{port}", Token=token)
    proofreader = office.make("morat.Proofreader")
    same(found(asked(proofreader, TEXT)), [], "no server yet")
    server = subprocess.Popen([MORAT, "serve", "--port", str(port)], env=dict(os.environ, MORAT_TOKEN=token), stderr=log)
    try:
        until(lambda: asked(proofreader, TEXT).aErrors, 40, "the server that the options name is asked")
        same(found(asked(proofreader, TEXT)), FIRST, "a server that the options name")
        same(office.servers(), [], "and none is started beside it")
    finally:
        server.terminate()
        server.wait(20)
    began = time.monotonic()
    same(found(asked(proofreader, "Họ nổ lực.")), [], "a server that has ended")
    same(time.monotonic() - began < 6, True, "holds nobody up")
    office.end()


def languagetool():
    """LibreOffice's own client of LanguageTool servers."""
    log = open(WORK / "serve.log", "w+")
    server = subprocess.Popen([MORAT, "serve", "--port", "0"], stderr=log)
    try:
        pattern = re.compile(r"http://127\.0\.0\.1:\d+/v2")
        address = until(lambda: pattern.search((WORK / "serve.log").read_text("utf-8")), 20, "morat serve").group()
        office = Office()
        path = "/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool"
        same(office.get(path, "IsEnabled"), True, "the client is on")
        same(office.get(path, "BaseURL"), "http://127.0.0.1:8081/v2", "and asks morat's usual port")
        office.set(path, BaseURL=address)
        checker = office.make("org.openoffice.lingu.LanguageToolGrammarChecker")
        same(checker.hasLocale(VIETNAMESE), True, "it takes Vietnamese")
        # It names no rule, and reads a paragraph as one sentence.
        wanted = [(start, length, "", suggestions) for start, length, _, suggestions in FIRST + SECOND]
        same(found(asked(checker, TEXT)), wanted, "its findings")
        office.end()
    finally:
        server.terminate()
        server.wait(20)


# Told to stop, it takes its LibreOffice along.
signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
{"own": own, "brought": brought, "absent": absent, "languagetool": languagetool}[PART]()
