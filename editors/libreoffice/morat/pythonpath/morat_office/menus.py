"""The menu of a marked place: accept the word, ignore the rule."""

import unohelper
from com.sun.star.task import XJob
from com.sun.star.ui import XContextMenuInterceptor
from com.sun.star.ui.ContextMenuInterceptorAction import EXECUTE_MODIFIED, IGNORED

from morat_office import desk, place
from morat_office.service import Service
from morat_office.texts import text


class Menus(Service, XJob):
    """Told of each window that opens."""

    NAME = "morat.Menus"
    SERVICES = ("com.sun.star.task.Job",)

    def __init__(self, context, *_arguments):
        self.context = context

    def execute(self, arguments):
        view = _opened(arguments)
        if hasattr(view, "registerContextMenuInterceptor") and hasattr(view, "getViewCursor"):
            view.registerContextMenuInterceptor(_Interceptor(self.context, view))


def _opened(arguments):
    """The controller of the window that has opened."""
    for argument in arguments:
        if argument.Name == "Environment":
            for value in argument.Value:
                if value.Name == "Model" and hasattr(value.Value, "getCurrentController"):
                    return value.Value.getCurrentController()
    return None


class _Interceptor(unohelper.Base, XContextMenuInterceptor):
    def __init__(self, context, view):
        self.context, self.view = context, view

    def notifyContextMenuExecute(self, event):
        found = place.finding(self.context, self.view)
        if found is None:
            return IGNORED
        language = desk.of(self.context).language
        menu = event.ActionTriggerContainer
        entries = [
            (text(language, "accept", found[1]), "service:morat.Commands?accept"),
            (text(language, "ignore", found[0].about.split(":")[0]), "service:morat.Commands?ignore"),
        ]
        menu.insertByIndex(menu.getCount(), menu.createInstance("com.sun.star.ui.ActionTriggerSeparator"))
        for label, command in entries:
            entry = menu.createInstance("com.sun.star.ui.ActionTrigger")
            entry.setPropertyValue("Text", label)
            entry.setPropertyValue("CommandURL", command)
            menu.insertByIndex(menu.getCount(), entry)
        return EXECUTE_MODIFIED
