"""Work that a machine does once at a time, whichever of the site's processes it falls to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files import locks


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Waits until nobody else on this machine does what has this name. Who waited may find it done."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / f"{name}.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield
