"""The service that LibreOffice asks about each sentence."""

import uno
from com.sun.star.lang import Locale, XServiceDisplayName
from com.sun.star.linguistic2 import (
    LinguServiceEvent,
    ProofreadingResult,
    SingleProofreadingError,
    XLinguServiceEventBroadcaster,
    XProofreader,
)

from morat_office import desk, office
from morat_office.service import Service

# com.sun.star.text.TextMarkupType.PROOFREADING
PROOFREADING = 2
# com.sun.star.linguistic2.LinguServiceEventFlags.PROOFREAD_AGAIN
PROOFREAD_AGAIN = 8
# com.sun.star.awt.FontUnderline
WAVE, DASH = 10, 5

# What is wrong is waved, what may be better is dashed, so that nobody has to tell by the colour alone.
TYPOS = (0xE01B24, WAVE)
LINES = {
    "TYPOS": TYPOS,
    "PUNCTUATION": (0xD16820, WAVE),
    "CASING": (0xD16820, WAVE),
    "TYPOGRAPHY": (0xD16820, WAVE),
    "GRAMMAR": (0x1A5FB4, WAVE),
    "SEMANTICS": (0x1A5FB4, WAVE),
    "CONSISTENCY": (0x813D9C, DASH),
    "STYLE": (0x26A269, DASH),
    "HOUSE_STYLE": (0x26A269, DASH),
}
# The menu of a marked place has no room for more.
SUGGESTIONS = 10


class Proofreader(Service, XProofreader, XLinguServiceEventBroadcaster, XServiceDisplayName):
    NAME = "morat.Proofreader"
    SERVICES = ("com.sun.star.linguistic2.Proofreader",)

    def __init__(self, context, *_arguments):
        self.desk = desk.of(context)
        self.listeners = []
        self.desk.listeners.append(self._notify)

    # XProofreader

    def isSpellChecker(self):
        # Spelling of names and foreign words stays with LibreOffice's own dictionaries.
        return False

    def doProofreading(self, document, text, locale, start, suggested_end, properties):
        result = ProofreadingResult()
        result.aDocumentIdentifier, result.aText, result.aLocale = document, text, locale
        result.nStartOfSentencePosition = start
        result.aProperties = ()
        result.xProofreader = self
        result.aErrors = ()
        checked = self.desk.check(text) if text.strip() else None
        if checked is None:
            result.nBehindEndOfSentencePosition = result.nStartOfNextSentencePosition = suggested_end
            return result
        end, following = sentence(checked, start, length(text))
        result.nBehindEndOfSentencePosition, result.nStartOfNextSentencePosition = end, following
        result.aErrors = tuple(error(found) for found in checked.findings if start <= found.start < following)
        return result

    def ignoreRule(self, rule, locale):
        self.desk.ignore(rule)
        self.desk.again()

    def resetIgnoreRules(self):
        self.desk.heed()

    # XSupportedLocales

    def getLocales(self):
        return (Locale("vi", "VN", ""), Locale("vi", "", ""))

    def hasLocale(self, locale):
        return locale.Language == "vi" and locale.Country in ("VN", "")

    # XLinguServiceEventBroadcaster

    def addLinguServiceEventListener(self, listener):
        if listener in self.listeners:
            return False
        self.listeners.append(listener)
        return True

    def removeLinguServiceEventListener(self, listener):
        if listener not in self.listeners:
            return False
        self.listeners.remove(listener)
        return True

    def _notify(self):
        event = LinguServiceEvent()
        event.Source, event.nEvent = self, PROOFREAD_AGAIN
        for listener in list(self.listeners):
            listener.processLinguServiceEvent(event)

    # XServiceDisplayName

    def getServiceDisplayName(self, locale):
        return "morat"


def length(text):
    """The length of a text in UTF-16 code units, in which LibreOffice counts."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def sentence(checked, start, whole):
    """Where the sentence at `start` ends and where the next one begins, in a paragraph `whole` units long. A finding is never
    cut in two: a sentence with one that reaches into the next goes on to the end of that."""
    end = start
    for begin, behind in checked.sentences:
        if behind <= start or end >= behind:
            continue
        if end > start and not any(found.start < begin < found.start + found.length for found in checked.findings):
            return end, begin
        end = behind
    return whole, whole


def error(found):
    """A finding as LibreOffice has it."""
    made = SingleProofreadingError()
    made.nErrorStart, made.nErrorLength, made.nErrorType = found.start, found.length, PROOFREADING
    made.aRuleIdentifier = found.rule
    # The first is what the menu of a marked place says, the second what the dialogue says.
    made.aShortComment = made.aFullComment = found.message
    made.aSuggestions = tuple(found.suggestions[:SUGGESTIONS])
    colour, line = LINES.get(found.category, TYPOS)
    properties = [
        office.named("LineColor", uno.Any("long", colour)),
        office.named("LineType", uno.Any("short", line)),
    ]
    if found.page:
        properties.append(office.named("FullCommentURL", found.page))
    made.aProperties = tuple(properties)
    return made
