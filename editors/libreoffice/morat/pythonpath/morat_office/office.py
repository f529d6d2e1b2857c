"""What is asked of LibreOffice itself: options, its language, its main thread, a word to the person who writes."""

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.beans import PropertyValue
from com.sun.star.frame import XTerminateListener

EXTENSION = "morat.libreoffice"
BAR = "morat"
# com.sun.star.frame.InfobarType
WARNING = 2


def named(name, value):
    """A property value."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def settings(context, path):
    """A node of LibreOffice's settings, to be read."""
    provider = context.ServiceManager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", context)
    return provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", (named("nodepath", path),)
    )


def options(context):
    """The options of this extension by name. Each is a text, empty unless set."""
    node = settings(context, "/morat.Options")
    return {name: (node.getByName(name) or "").strip() for name in ("Address", "Token", "Command", "Folder", "Language")}


def language(context):
    """`vi` or `en`: the language of LibreOffice's menus, as far as morat has it."""
    locale = settings(context, "/org.openoffice.Setup/L10N").getByName("ooLocale") or ""
    return "vi" if locale.split("-")[0] == "vi" else "en"


def folder(context):
    """The folder that the extension was unpacked to."""
    provider = context.getByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
    return uno.fileUrlToSystemPath(provider.getPackageLocation(EXTENSION))


def desktop(context):
    """The desktop: all windows."""
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


class _Callback(unohelper.Base, XCallback):
    def __init__(self, action):
        self.action = action

    def notify(self, _data):
        self.action()


def later(context, action):
    """Does something in LibreOffice's main thread, soon."""
    service = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.AsyncCallback", context)
    service.addCallback(_Callback(action), None)


class _AtEnd(unohelper.Base, XTerminateListener):
    def __init__(self, action):
        self.action = action

    def queryTermination(self, _event):
        pass

    def notifyTermination(self, _event):
        self.action()

    def disposing(self, _event):
        pass


def at_end(context, action):
    """Does something when LibreOffice ends."""
    desktop(context).addTerminateListener(_AtEnd(action))


def tell(context, title, text):
    """Shows a bar above the text that is written, which nobody has to answer, or takes it away if there is no text. Where there
    is no such window, nothing is shown."""

    def show():
        window = desktop(context).getCurrentComponent()
        controller = window.getCurrentController() if hasattr(window, "getCurrentController") else None
        if not hasattr(controller, "appendInfobar"):
            return
        if controller.hasInfobar(BAR):
            controller.removeInfobar(BAR)
        if text:
            controller.appendInfobar(BAR, title, text, WARNING, (), True)

    later(context, show)
