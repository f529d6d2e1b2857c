"""What the menus do: `service:morat.Commands?accept` and the others."""

from com.sun.star.task import XJobExecutor

from morat_office import desk, office, place
from morat_office.service import Service
from morat_office.texts import text


class Commands(Service, XJobExecutor):
    NAME = "morat.Commands"
    SERVICES = ("com.sun.star.task.JobExecutor",)

    def __init__(self, context, *_arguments):
        self.context = context
        self.desk = desk.of(context)

    def trigger(self, command):
        """Does `accept` (the marked or selected word), `ignore` (the rule of the marked place), `reset` (ignores no rule) or
        `again` (checks everything again)."""
        if command == "reset":
            self.desk.heed()
        if command in ("reset", "again"):
            self.desk.again()
            return
        view = place.controller(self.context)
        if view is None:
            return
        word = place.selected(view) if command == "accept" else ""
        found = place.finding(self.context, view) if not word else None
        if not word and found is None:
            language = self.desk.language
            office.tell(self.context, "morat", text(language, "nothing"))
        elif command == "accept":
            self.desk.accept(word or found[1])
        elif command == "ignore":
            self.desk.ignore(found[0].rule)
            self.desk.again()
