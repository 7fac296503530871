"""Records into pages: all or nothing, and never over what an editor has written since.

A record is remembered by the digest of what the data said and by the revision that was made of it. When the data say
the same again, nothing is done. When they say something else, the page gets a new revision; but where an editor has
changed, locked, moved, unpublished or deleted it since, or made it by hand, it is left alone and named.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from wagtail.models import Locale, Page

from initiatives.models import Action
from policies.importer import DeletedError, Lookup, TrackedImporter, undescribed_jurisdiction
from policies.models import Provision, Theme
from policytracker.core.publishing import add_published
from policytracker.operations.content import site_tree, vocabulary
from policytracker.operations.content.checking import Content, Read, digest
from policytracker.operations.content.kinds import KINDS, Kind
from policytracker.operations.content.reading import Problem
from policytracker.operations.content.report import Report
from policytracker.operations.models import LoadedRecord, state


class LoadError(Exception):
    """The records cannot be loaded into this site as it is. `problems` says why."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@transaction.atomic
def load(content: Content, report: Report, *, overwrite: bool = False) -> None:
    """Write all records in one transaction. Raises LoadError, and leaves the database as it was."""
    # The lock that every new record takes (`RecordPage.save`): of two loads, one waits for the other.
    Locale.objects.select_for_update(no_key=True).get(pk=Locale.get_default().pk)
    if content.taxonomy:
        vocabulary.load(content.taxonomy, report, overwrite=overwrite)
    loader = _Loader(report, overwrite)
    loader.lookup.asked_for = content.asked_for
    for kind in KINDS:
        loader.load(kind, content)
    if loader.problems:
        raise LoadError(loader.problems)


class _Loader:
    def __init__(self, report: Report, overwrite: bool):
        self.report = report
        self.overwrite = overwrite
        self.problems: list[Problem] = []
        self.lookup = Lookup(indexes=site_tree.ensure())
        self.lookup.provisions.update((row.code, row) for row in Provision.objects.all())
        self.lookup.themes.update((row.slug, row) for row in Theme.objects.all())
        self.loaded = {row.key: row for row in LoadedRecord.objects.all()}

    def load(self, kind: Kind, content: Content) -> None:
        there = kind.importer.there(self.lookup)
        for page in there.values():
            self._look_up(kind, page)
        items = [*content.records[kind.name], *self._implied(kind, content)]
        self.report.begin(kind.noun, len(items))
        for item in items:
            page = self._load(kind, item, there.get(item.record.id))
            if page:
                self._look_up(kind, page)
        if kind.noun == "recommendation":
            self.lookup.actions.update((row.code, row) for row in Action.objects.all())

    def _look_up(self, kind: Kind, page: Page) -> None:
        if kind.noun == "jurisdiction":
            self.lookup.jurisdictions[page.code] = page
        elif kind.noun == "organisation":
            self.lookup.organisations[page.record_id] = page

    def _implied(self, kind: Kind, content: Content) -> Iterator[Read]:
        """Records for the jurisdictions that others name, and that are neither in the data nor in the site."""
        if kind.noun != "jurisdiction":
            return
        described = {item.record.jurisdiction for item in content.records["jurisdictions"]}
        named = {
            code
            for items in content.records.values()
            for item in items
            for code in getattr(item.record, "jurisdictions_named", ())
        }
        self.report.undescribed = sorted(named - described - self.lookup.jurisdictions.keys())
        for code in self.report.undescribed:
            record = undescribed_jurisdiction(code)
            yield Read("", record, digest(record.model_dump(mode="json")))

    def _load(self, kind: Kind, item: Read, page: Page | None) -> Page | None:
        """The page of a record, written where it has to be; nothing where an editor took it out of the site."""
        key = f"{kind.noun}:{item.record.id}"
        loaded = self.loaded.get(key)
        wanted = self._digest(kind, item)
        by_hand = _done_by_hand(loaded, page)
        if not by_hand and loaded and loaded.digest != wanted and self._takes_back(kind, item, page):
            by_hand = "published for good, in a part of its history that the data change"
        if by_hand and not self.overwrite:
            self.report.left_alone(key, by_hand)
        elif loaded and loaded.digest == wanted and not by_hand:
            self.report.unchanged(kind.noun)
        else:
            try:
                # A savepoint, so that the next record can be tried, and its problems named too.
                with transaction.atomic():
                    page, created = self._write(kind, item, page), page is None
            except (DeletedError, ProtectedError, ValidationError) as error:
                self.problems.extend(_problems(item, error))
                return page
            LoadedRecord.objects.update_or_create(key=key, defaults={"digest": wanted, "state": state(page)})
            self.report.wrote(kind.noun, created=created)
        return page

    def _takes_back(self, kind: Kind, item: Read, page: Page) -> bool:
        """Whether the data leave out or change events of a history that were published."""
        return isinstance(kind.importer, TrackedImporter) and kind.importer.rewrites(page, item.record, self.lookup)

    def _digest(self, kind: Kind, item: Read) -> str:
        """Of what the data say; what actions ask for stands in the taxonomy, and is a part of the recommendation."""
        if kind.noun != "recommendation":
            return item.digest
        return digest([item.digest, [self.lookup.asked_for.get(action.code, []) for action in item.record.actions]])

    def _write(self, kind: Kind, item: Read, page: Page | None) -> Page:
        parent = kind.importer.parent(item.record, self.lookup)
        if page is None:
            return self._create(kind, item, parent)
        if page.pk != parent.pk and not page.is_child_of(parent):
            page.move(parent, pos="last-child")
            page = type(page).objects.get(pk=page.pk)
        if self._takes_back(kind, item, page):
            kind.importer.forget(page)
        kind.importer.apply(page, item.record, self.lookup)
        # An editor's timetable would take it down again.
        page.go_live_at = page.expire_at = None
        page.save_revision(changed=True, log_action=True).publish()
        return type(page).objects.get(pk=page.pk)

    def _create(self, kind: Kind, item: Read, parent: Page) -> Page:
        page = kind.importer.new(item.record)
        kind.importer.apply(page, item.record, self.lookup)
        add_published(page, parent)
        return page


def _done_by_hand(loaded: LoadedRecord | None, page: Page | None) -> str:
    """What an editor did with a page since it was loaded, or nothing."""
    if loaded is None:
        return "made by hand" if page else ""
    if page is None:
        return "deleted"
    if not page.live:
        return "unpublished"
    if page.locked:
        return "locked"
    return "" if loaded.state == state(page) else "changed"


def _problems(item: Read, error: DeletedError | ProtectedError | ValidationError) -> Iterator[Problem]:
    if isinstance(error, ValidationError):
        for name, messages in error.message_dict.items():
            yield Problem(item.file, item.record.id, name, " ".join(messages))
    elif isinstance(error, ProtectedError):
        rows = ", ".join(sorted({str(row) for row in error.protected_objects}))
        yield Problem(item.file, item.record.id, "", f"others refer to what it would lose: {rows}")
    else:
        message = f"{error}: load with --overwrite to bring it back, or take it out of the record"
        yield Problem(item.file, item.record.id, "", message)
