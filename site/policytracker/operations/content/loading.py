"""Records into pages: all or nothing, and never over what an editor has written since.

A record is remembered by the digest of what the data said and by the revision that was made of it. When the data say
the same again, nothing is done. When they say something else, the page gets a new revision, unless its newest revision
is not the loader's own, or the page was unpublished or deleted: then it is left alone and named.
"""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from wagtail.log_actions import log
from wagtail.models import Locale, Page

from initiatives.models import Action
from policies.importer import Lookup, undescribed_jurisdiction
from policies.models import JurisdictionPage, OrganisationPage, Provision, Theme
from policytracker.operations.content import site_tree, vocabulary
from policytracker.operations.content.kinds import KINDS, Kind
from policytracker.operations.content.reading import Content, Problem, Read, digest
from policytracker.operations.content.report import Report
from policytracker.operations.models import LoadedRecord


class LoadError(Exception):
    """The records cannot be loaded into this site as it is. `problems` says why."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def in_the_site(noun: str) -> set[str]:
    """The ids or codes of what records may refer to and is in the site already."""
    match noun:
        case "organisation":
            values = OrganisationPage.objects.values_list("record_id", flat=True)
        case "action":
            values = Action.objects.values_list("code", flat=True)
        case "provision":
            values = Provision.objects.values_list("code", flat=True)
        case "theme":
            values = Theme.objects.values_list("slug", flat=True)
    return set(values)


@transaction.atomic
def load(content: Content, report: Report, *, overwrite: bool = False) -> None:
    """Write all records in one transaction.

    Raises LoadError, and leaves the database as it was, where an id is that of another kind of record.
    """
    loader = _Loader(report, overwrite)
    if content.taxonomy:
        vocabulary.load(content.taxonomy, report, overwrite=overwrite)
        loader.look_up_vocabulary()
    loader.lookup.asked_for = vocabulary.asked_for(content.taxonomy)
    for kind in KINDS:
        items = content.records[kind.name]
        if kind.noun == "jurisdiction":
            items = [*items, *loader.undescribed(content)]
        elif kind.noun == "recommendation":
            # What its actions ask for stands in the taxonomy, and is a part of what it says.
            items = [replace(item, digest=digest([item.digest, loader.lookup.asked_for])) for item in items]
        loader.load(kind, items)
        if kind.noun == "recommendation":
            loader.look_up_actions()
    if loader.problems:
        raise LoadError(loader.problems)


class _Loader:
    def __init__(self, report: Report, overwrite: bool):
        self.report = report
        self.overwrite = overwrite
        self.problems: list[Problem] = []
        self.locale = Locale.get_default()
        self.lookup = Lookup(indexes=site_tree.ensure())
        self.lookup.jurisdictions = {page.code: page for page in self._pages(JurisdictionPage)}
        self.lookup.organisations = {page.record_id: page for page in self._pages(OrganisationPage)}
        self.loaded = {row.key: row for row in LoadedRecord.objects.all()}
        self.look_up_vocabulary()
        self.look_up_actions()

    def _pages(self, model):
        return model.objects.filter(locale=self.locale, alias_of__isnull=True)

    def look_up_vocabulary(self) -> None:
        self.lookup.provisions = {row.code: row for row in Provision.objects.all()}
        self.lookup.themes = {row.slug: row for row in Theme.objects.all()}

    def look_up_actions(self) -> None:
        self.lookup.actions = {row.code: row for row in Action.objects.all()}

    def undescribed(self, content: Content) -> list[Read]:
        """Records for the jurisdictions that others name, and that are neither in the data nor in the site."""
        described = {item.record.jurisdiction for item in content.records["jurisdictions"]}
        named = {
            code
            for items in content.records.values()
            for item in items
            for code in getattr(item.record, "jurisdictions_named", ())
        }
        missing = sorted(named - described - self.lookup.jurisdictions.keys())
        self.report.undescribed = missing
        records = [undescribed_jurisdiction(code) for code in missing]
        return [Read("", record, digest(record.model_dump(mode="json"))) for record in records]

    def load(self, kind: Kind, items: list[Read]) -> None:
        pages = {page.record_id: page for page in self._pages(kind.importer.model)} if self._by_record_id(kind) else {}
        taken = self._ids_of_other_kinds(kind) if items else {}
        for item in items:
            if item.record.id in taken:
                message = f"this is the id of the {taken[item.record.id]} already: choose another"
                self.problems.append(Problem(item.file, item.record.id, "id", message))
                continue
            if self._by_record_id(kind):
                page = pages.get(item.record.id)
            else:
                page = kind.importer.find(item.record, self.lookup)
            self._load(kind, item, page)

    def _by_record_id(self, kind: Kind) -> bool:
        return not hasattr(kind.importer, "find")

    def _ids_of_other_kinds(self, kind: Kind) -> dict[str, str]:
        if not self._by_record_id(kind):
            return {}
        return {
            record_id: other.noun
            for other in KINDS
            if other is not kind and self._by_record_id(other)
            for record_id in self._pages(other.importer.model).values_list("record_id", flat=True)
        }

    def _load(self, kind: Kind, item: Read, page: Page | None) -> None:
        key = f"{kind.noun}:{item.record.id}"
        loaded = self.loaded.get(key)
        mine = loaded and page and page.live and str(page.latest_revision_id) == loaded.state
        if loaded and loaded.digest == item.digest and (mine or not self.overwrite):
            self.report.unchanged(kind.noun)
        elif loaded and not mine and not self.overwrite:
            self.report.left_alone(kind.noun, key)
            return
        else:
            page = self._change(kind, item.record, page) if page else self._create(kind, item.record)
            LoadedRecord.objects.update_or_create(
                key=key, defaults={"digest": item.digest, "state": str(page.latest_revision_id)}
            )
            self.report.wrote(kind.noun, created=loaded is None)
        if page:
            self._remember(kind, item.record, page)

    def _remember(self, kind: Kind, record, page: Page) -> None:
        if kind.noun == "jurisdiction":
            self.lookup.jurisdictions[record.jurisdiction] = page
        elif kind.noun == "organisation":
            self.lookup.organisations[record.id] = page

    def _change(self, kind: Kind, record, page: Page) -> Page:
        page = page.get_latest_revision_as_object() if page.latest_revision_id else page
        kind.importer.apply(page, record, self.lookup)
        page.save_revision(changed=True, log_action=True).publish()
        page.refresh_from_db()
        return page

    def _create(self, kind: Kind, record) -> Page:
        """A page that is published from the start: written once, with the revision and the log of a published one."""
        page = kind.importer.model(locale=self.locale)
        kind.importer.apply(page, record, self.lookup)
        if self._by_record_id(kind):
            page.record_id = record.id
        page.slug = kind.importer.slug(record)
        page.first_published_at = page.last_published_at = timezone.now()
        kind.importer.parent(record, self.lookup).add_child(instance=page)
        revision = page.save_revision(changed=False, clean=False)
        page.live_revision = revision
        Page.objects.filter(pk=page.pk).update(live_revision=revision)
        log(instance=page, action="wagtail.publish", revision=revision)
        return page
