"""What somebody wants to be told of: all that a search finds, or a record. Each has one key, one address, one name."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.core.validators import slug_re
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from policytracker.core.http import RefusedError
from search.conditions import conditions
from search.models import Entry
from search.query import SearchQuery, Sort, parse

# Of the parameters of a search. Longer ones are for a page, not for keeping.
LONGEST = 2000
RECORD, SEARCH = "record:", "search:"


@dataclass(frozen=True)
class Subject:
    """A record by its id, or a search by its parameters; all records where it has neither."""

    record: str = ""
    search: str = ""

    @property
    def key(self) -> str:
        """As it is kept."""
        return RECORD + self.record if self.record else SEARCH + self.search

    @property
    def path(self) -> str:
        if self.record:
            return reverse("record", args=[self.record])
        return reverse("search") + (f"?{self.search}" if self.search else "")

    @property
    def feed(self) -> str:
        if self.record:
            return reverse("record_feed", args=[self.record])
        return reverse("search_feed") + (f"?{self.search}" if self.search else "")

    def query(self, language: str) -> SearchQuery:
        """What is not understood any more, such as a theme that is gone, is left out."""
        return parse(QueryDict(self.search), language)[0]

    def name(self, language: str) -> str:
        if not self.record:
            return _described(self.query(language))
        entry = _entry(self.record, language)
        return entry.title if entry else self.record


def of_key(key: str) -> Subject:
    if key.startswith(RECORD):
        return Subject(record=key.removeprefix(RECORD))
    return Subject(search=key.removeprefix(SEARCH))


def asked(data: QueryDict, language: str) -> Subject:
    """What an address asks to be told of. Raises RefusedError for a search that is not understood, or Http404."""
    if "record" in data:
        if not slug_re.match(data["record"]) or _entry(data["record"], language) is None:
            raise Http404
        return Subject(record=data["record"])
    query, problems = parse(data, language)
    if problems:
        raise RefusedError(problems)
    subject = Subject(search=canonical(query))
    if len(subject.search) > LONGEST:
        raise RefusedError([_("This search is too long for being told of it. Choose fewer values.")])
    return subject


def canonical(query: SearchQuery) -> str:
    """The parameters of a search, the same for all that find the same: their order and page say nothing on that."""
    chosen = {facet: tuple(sorted(values)) for facet, values in query.chosen.items()}
    return replace(query, chosen=chosen).parameters(sort=Sort.RELEVANCE, page=1)


def _described(query: SearchQuery) -> str:
    """A search in words: “deepfake” · Legal force: Binding."""
    words = [_("“%(words)s”") % {"words": query.text}] if query.text else []
    return " · ".join([*words, *(condition.words() for condition in conditions(query))]) or _("All records")


def _entry(record_id: str, language: str) -> Entry | None:
    """The record in the reader's language, else in the site's, else in another; None where readers have none."""
    preference = {language: 0, settings.LANGUAGE_CODE: 1}
    entries = Entry.objects.present().filter(record_id=record_id).only("locale", "title")
    return min(entries, key=lambda entry: (preference.get(entry.locale, 2), entry.locale), default=None)
