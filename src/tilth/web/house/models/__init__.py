"""The records of the house."""

from tilth.web.house.models.audit_entry import AuditEntry
from tilth.web.house.models.held_role import HeldRole
from tilth.web.house.models.job import Job
from tilth.web.house.models.person import Person
from tilth.web.house.models.sharing import Sharing
from tilth.web.house.models.sign_in_try import SignInTry
from tilth.web.house.models.token import Token

__all__ = ["AuditEntry", "HeldRole", "Job", "Person", "Sharing", "SignInTry", "Token"]
