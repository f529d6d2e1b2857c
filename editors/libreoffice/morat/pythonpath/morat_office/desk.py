"""What is known of paragraphs, and which rules are ignored. There is one desk in a LibreOffice."""

import json
import re
import threading
import time
from collections import OrderedDict, namedtuple

from morat_office import office
from morat_office.server import Absent, Server, Trouble
from morat_office.texts import text

# How many paragraphs are remembered, and for how many seconds: LibreOffice asks for each sentence of one, and the settings and
# word lists of the server may change meanwhile.
KEPT = 256
FRESH = 30

# What stands in a paragraph of Writer for a footnote, a comment, an anchored picture: no letters of the text.
ANCHORS = re.compile("[\x01-\x08\x0e-\x1f\u200b\u2060\ufff9-\ufffc]+")

# A finding in a paragraph: where it begins and how long it is in UTF-16 code units, as LibreOffice counts; the name of its rule
# and category; what the rule is about, the explanation, what to write instead, the address of the rule's page or None.
Finding = namedtuple("Finding", "start length rule category about message suggestions page")

# What is known of a paragraph: its findings, and its sentences as start and end.
Checked = namedtuple("Checked", "findings sentences")


class Desk:
    def __init__(self, context):
        self.context = context
        options = office.options(context)
        self.language = options["Language"] if options["Language"] in ("vi", "en") else office.language(context)
        self.lock = threading.Lock()
        self.known = OrderedDict()
        self.ignored = set()
        self.listeners = []
        self.said = None
        self.server = Server(options, self.language, office.folder(context), self._ready, self.tell)
        office.at_end(context, self.server.end)

    def check(self, paragraph):
        """What is to be said of a paragraph, without ignored rules; `None` if nobody knows now."""
        checked = self._checked(paragraph)
        if checked is None:
            return None
        with self.lock:
            return checked._replace(findings=[found for found in checked.findings if found.rule not in self.ignored])

    def _checked(self, paragraph):
        now = time.monotonic()
        with self.lock:
            since, checked = self.known.get(paragraph, (0, None))
            if checked is not None and now - since < FRESH:
                return checked
        try:
            answer = self.server.ask("/check", {"language": "vi-VN", **_question(paragraph)})
            checked = _checked(answer)
        except Absent:
            return None
        except Trouble as trouble:
            self.tell(*trouble.args)
            return None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.tell("no-answer", self.server.address, repr(error))
            return None
        with self.lock:
            self.known[paragraph] = now, checked
            self.known.move_to_end(paragraph)
            while len(self.known) > KEPT:
                self.known.popitem(last=False)
        return checked

    def accept(self, word):
        """Has a word accepted from now on, in the word list that the server keeps; whether that could be done."""
        try:
            self.server.ask("/words/add", {"word": word})
        except Absent:
            return False
        except Trouble as trouble:
            self.tell(*trouble.args)
            return False
        self.again()
        return True

    def ignore(self, rule):
        """Says nothing of a rule until LibreOffice ends or forgets what it ignores."""
        with self.lock:
            self.ignored.add(rule)

    def heed(self):
        """Forgets which rules are ignored."""
        with self.lock:
            self.ignored.clear()

    def again(self):
        """Has all open texts checked again."""
        with self.lock:
            self.known.clear()
            listeners = list(self.listeners)
        for notify in listeners:
            office.later(self.context, notify)

    def _ready(self):
        with self.lock:
            said, self.said = self.said, None
        if said is not None:
            office.tell(self.context, "", "")
        self.again()

    def tell(self, name, *values):
        """Says what is wrong: once, until it has been right again."""
        said = text(self.language, name, *values)
        with self.lock:
            if self.said == said:
                return
            self.said = said
        office.tell(self.context, text(self.language, "title"), said)


def _question(paragraph):
    """The paragraph as the server is asked about it. Anchors are markup: they have a place, and are not read."""
    # Half a letter, as an unfinished input can leave it, is no UTF-8; it keeps its place.
    paragraph = re.sub("[\ud800-\udfff]", "\ufffd", paragraph)
    if not ANCHORS.search(paragraph):
        return {"text": paragraph}
    parts, at = [], 0
    for anchor in ANCHORS.finditer(paragraph):
        parts += [{"text": paragraph[at : anchor.start()]}, {"markup": anchor.group()}]
        at = anchor.end()
    parts.append({"text": paragraph[at:]})
    return {"data": json.dumps({"annotation": [part for part in parts if part.get("text") != ""]})}


def _checked(answer):
    findings = []
    for match in answer["matches"]:
        rule = match["rule"]
        pages = [page["value"] for page in rule.get("urls") or () if page.get("value")]
        findings.append(
            Finding(
                match["offset"],
                match["length"],
                rule["id"],
                rule["category"]["id"],
                rule.get("description") or rule["id"],
                match["message"],
                [replacement["value"] for replacement in match["replacements"]],
                pages[0] if pages else None,
            )
        )
    return Checked(findings, [tuple(sentence) for sentence in answer.get("sentenceRanges") or ()])


_made = threading.Lock()
_desk = None


def of(context):
    """The desk."""
    global _desk
    with _made:
        if _desk is None:
            _desk = Desk(context)
        return _desk
