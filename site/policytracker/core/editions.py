"""What is computed of all records is kept in the process for as long as nobody changes one.

Whatever writes a record renews the key of the edition, in the same transaction: once it has written, so that who
computes by the new key has all of it, and before, so that of two who write one waits here, where neither holds anything
that the other needs. Who computes reads the key first and then the records: what was read while somebody wrote is kept
under a key that is given up by then. A key is drawn, not counted: one that was rolled back never comes again.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import timezone
from django.utils.translation import get_language

from policytracker.core.models.edition import Edition

P = ParamSpec("P")
T = TypeVar("T")

# So much is kept of each function, in all languages and for all days: readers may ask for any.
MOST = 20


def renew() -> None:
    """Something is written, or has been: within its transaction."""
    Edition.objects.update(key=uuid.uuid4())


def current() -> uuid.UUID:
    """The key of the edition. It has to be read before what is computed under it."""
    return Edition.objects.values_list("key", flat=True).get()


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """Decorates a function of records, language and day: what it gives is kept until any of them is another.

    Its arguments must be hashable, and nobody may change what it gives.
    """
    found: dict[tuple, T] = {}

    @wraps(make)
    def of_now(*arguments: P.args, **keywords: P.kwargs) -> T:
        edition = current()
        key = (edition, get_language(), timezone.localdate(), arguments, tuple(keywords.items()))
        with suppress(KeyError):
            return found[key]
        made = make(*arguments, **keywords)
        for other in list(found):
            if other[0] != edition or len(found) >= MOST:
                found.pop(other, None)
        found[key] = made
        return made

    return of_now
