"""What LibreOffice asks every service."""

import unohelper
from com.sun.star.lang import XServiceInfo


class Service(unohelper.Base, XServiceInfo):
    """A service called NAME that does what SERVICES say."""

    def getImplementationName(self):
        return self.NAME

    def supportsService(self, name):
        return name in self.SERVICES

    def getSupportedServiceNames(self):
        return self.SERVICES
