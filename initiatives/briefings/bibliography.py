"""The numbered sources of a briefing."""

from collections.abc import Iterable

from initiatives.briefings.contents import Reference
from policytracker.core.models import Source


class Bibliography:
    """Numbers sources in the order in which they are first cited, each address once."""

    def __init__(self):
        self._known = {}
        self._numbers: dict[str, int] = {}

    def learn(self, page):
        """Know the sources of a record, so that an address cited later has its title and publisher."""
        self.learn_sources(page.sources.all())

    def learn_sources(self, sources: Iterable[Source]):
        """Know the sources of many records, of each address the first."""
        for source in sources:
            self._known.setdefault(source.url, source)

    def cite(self, *addresses: str) -> tuple[int, ...]:
        """The numbers of some addresses; empty ones are passed over."""
        return tuple(dict.fromkeys(self._numbers.setdefault(url, len(self._numbers) + 1) for url in addresses if url))

    def cite_record(self, page) -> tuple[int, ...]:
        """The numbers of all sources of a record."""
        self.learn(page)
        return self.cite(*(source.url for source in page.sources.all()))

    def references(self) -> tuple[Reference, ...]:
        return tuple(self._reference(url, number) for url, number in self._numbers.items())

    def _reference(self, url: str, number: int) -> Reference:
        source = self._known.get(url)
        if source is None:
            return Reference(number=number, title=url, url=url)
        return Reference(
            number=number,
            title=source.title,
            url=url,
            publisher=source.publisher,
            kind=str(source.get_kind_display()),
            read_on=source.read_on.isoformat() if source.read_on else "",
        )
