"""The complete metadata: importing this module imports every table."""

from distro.accounts import models as accounts
from distro.archive import models as archive
from distro.audit import models as audit
from distro.delivery import models as delivery
from distro.documents import models as documents
from distro.kernel import errands, journal, mailing
from distro.kernel.database import Base
from distro.lists import models as lists
from distro.offices import models as offices

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "accounts",
    "archive",
    "audit",
    "delivery",
    "documents",
    "errands",
    "journal",
    "lists",
    "mailing",
    "offices",
]
