"""Cursors: a place in a list, for going on behind it however deep it lies.

Nothing is kept for a cursor here, so it never grows old. It is signed, so that nobody can make one up, and good only
for what it came from: the same list, with the same parameters.
"""

from hashlib import sha256
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from policytracker.core.http import RefusedError

# Longer than any that is made here: the longest title in four bytes a letter, encoded.
LONGEST = 4000


def make_cursor(asked: str, place: Any) -> str:
    """A cursor for a place, as plain values; `asked` says in which list, with which parameters."""
    return _signer().sign_object([_digest(asked), place])


def read_cursor(cursor: str, asked: str) -> Any:
    """The place, behind which it is to go on. Raises RefusedError."""
    try:
        digest, place = _signer().unsign_object(cursor[:LONGEST])
    except BadSignature as error:
        raise RefusedError([_("This cursor was not made here, or was changed: begin again without one.")]) from error
    if digest != _digest(asked):
        problem = _("This cursor belongs to another search: give it with the same parameters, or begin again.")
        raise RefusedError([problem])
    return place


def _signer() -> Signer:
    return Signer(salt="policytracker.cursors")


def _digest(asked: str) -> str:
    return sha256(asked.encode()).hexdigest()[:16]
