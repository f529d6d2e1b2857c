"""What LibreOffice loads: the services of this extension by their names."""

import unohelper

from morat_office.commands import Commands
from morat_office.menus import Menus
from morat_office.proofreader import Proofreader

g_ImplementationHelper = unohelper.ImplementationHelper()
for service in (Proofreader, Commands, Menus):
    g_ImplementationHelper.addImplementation(service, service.NAME, service.SERVICES)
