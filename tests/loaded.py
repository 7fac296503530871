"""A site with the real records: made once for a run of the tests, copied by whoever needs one."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from serving import REPOSITORY, Site, new_site

from django.contrib.contenttypes.models import ContentType
from django.core.files import locks
from django.db import connection

DATABASE = "policytracker.sqlite3"


def folder(run: Path) -> Path:
    """What a site with the records keeps in its VAR_DIR: the database, in SQLite, and the static files.

    The first process that asks makes it in the folder of the run; the others wait for it.
    """
    made, var = run / "loaded", run / "loading"
    with (run / "loaded.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        if not made.exists():
            site = new_site(var)
            site.manage("load_content", str(REPOSITORY / "fixtures"))
            site.manage("load_synonyms")
            site.manage("collectstatic", "--no-input")
            var.rename(made)
    return made


def copied(made: Path, var: Path) -> Site:
    """A site of its own with the records, in a new folder."""
    shutil.copytree(made, var, dirs_exist_ok=True)
    return new_site(var)


@contextmanager
def in_memory(made: Path) -> Iterator[None]:
    """The tests' own database of SQLite holds the records, and afterwards what it held before."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as before, closing(sqlite3.connect(made / DATABASE)) as records:
        connection.connection.backup(before)
        records.backup(connection.connection)
        ContentType.objects.clear_cache()
        try:
            yield
        finally:
            before.backup(connection.connection)
            ContentType.objects.clear_cache()
