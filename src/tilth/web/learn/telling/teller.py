"""What histories say of whoever tells: nothing, since somebody may wish to stay unnamed."""

from tilth.web.house.audit import NOBODY
from tilth.web.house.by import By

TELLER = By(NOBODY, "")
