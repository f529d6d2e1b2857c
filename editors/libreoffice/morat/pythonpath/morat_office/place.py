"""The marked place at which the cursor stands, and what is there."""

from morat_office import desk, office
from morat_office.proofreader import length


def controller(context):
    """The controller of the text in front, or `None` where no text is."""
    window = office.desktop(context).getCurrentComponent()
    if window is None or not window.supportsService("com.sun.star.text.TextDocument"):
        return None
    return window.getCurrentController()


def finding(context, view):
    """The finding at the cursor and the words that it marks, or `None`."""
    cursor = view.getViewCursor()
    text = cursor.getText()
    before = text.createTextCursorByRange(cursor.getStart())
    before.gotoStartOfParagraph(True)
    whole = text.createTextCursorByRange(cursor.getStart())
    whole.gotoStartOfParagraph(False)
    whole.gotoEndOfParagraph(True)
    paragraph, at = whole.getString(), length(before.getString())
    checked = desk.of(context).check(paragraph)
    for found in checked.findings if checked else ():
        if found.start <= at <= found.start + found.length:
            return found, marked(paragraph, found)
    return None


def marked(paragraph, found):
    """The words of a paragraph that a finding marks."""
    units = paragraph.encode("utf-16-le", "surrogatepass")
    return units[2 * found.start : 2 * (found.start + found.length)].decode("utf-16-le", "replace")


def selected(view):
    """What is selected, or an empty text."""
    return view.getViewCursor().getString().strip()
