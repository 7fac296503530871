"""What the index holds of an entry: one document class, a strict mapping, and the way from the row to the document.

A page that is gone has a document too, with `removed` and its version and nothing else: so a late message about an
older version can never bring it back.
"""

from collections.abc import Iterable

from babel.languages import get_official_languages
from elasticsearch.dsl import Document, Keyword, Long, MetaField, Object, Short, Text

from django.conf import settings

from search.elasticsearch.analysis import ANALYZERS, LANGUAGES, OTHER, as_name, folded, language_of
from search.facets import FACETS
from search.models import Entry

# Values by which entries are filtered beside the facets that readers see.
KEYS = (*(facet.name for facet in FACETS), "organisation", "addressee")
# All texts once more, in the words as they stand: for exact phrases, and to find what a mistyped word may mean.
EVERYTHING = "everything"


def _in_languages(**options) -> Object:
    texts = {
        language: Text(analyzer=ANALYZERS[language], copy_to=EVERYTHING, position_increment_gap=100, **options)
        for language in LANGUAGES
    }
    return Object(properties=texts, dynamic="strict")


class EntryDocument(Document):
    """An entry as it is searched. Its id is that of the page, its version that of the entry."""

    page_id = Long()
    version = Long()
    removed = Keyword()
    locale = Keyword()
    also_in = Keyword()
    date = Keyword()
    sort_title = Keyword(normalizer=as_name)
    year = Short()
    called = Keyword()

    title = _in_languages()
    original = _in_languages()
    names = Text(analyzer=folded, copy_to=EVERYTHING, position_increment_gap=100)
    subjects = _in_languages()
    concepts = _in_languages()
    approach = _in_languages()
    provisions = _in_languages()
    summary = _in_languages()
    critique = _in_languages()
    history = _in_languages()
    details = _in_languages()
    everything = Text(analyzer=folded, position_increment_gap=100)

    class Meta:
        dynamic = MetaField("strict")


for _key in KEYS:
    EntryDocument._doc_type.mapping.field(_key, "keyword")


def document(entry: Entry, definitions: dict[str, str]) -> dict:
    """The source of an entry's document. `definitions`: the words that explain a provision, by its code."""
    if entry.removed_at is not None:
        return {"page_id": entry.page_id, "version": entry.version, "removed": "yes"}
    payload, values = entry.payload, entry.values
    language = language_of(entry.locale)
    asked = [code for action in payload.get("actions", ()) for code in action.get("provisions", ())]
    carried = values.get("provision", asked)
    texts = {
        "title": [entry.title],
        "subjects": entry.subjects.split(" \n"),
        "concepts": [definitions[code] for code in dict.fromkeys(carried) if code in definitions],
        "approach": [payload.get("approach") or payload.get("measure") or ""],
        "provisions": [row["text"] for row in payload.get("provisions", ()) if row.get("text")],
        "summary": [payload.get("summary") or entry.summary],
        "critique": [payload.get("critique") or ""],
        "history": [row["text"] for row in payload.get("history", ())],
    }
    told = {text for rows in texts.values() for text in rows}
    texts["details"] = [text for text in entry.body.split(" \n") if text not in told]
    return {
        "page_id": entry.page_id,
        "version": entry.version,
        "removed": "no",
        "locale": entry.locale,
        "also_in": _filled(entry.also_in.split(",")),
        "date": entry.date,
        "sort_title": entry.title,
        "year": [int(year) for year in values.get("year", ())],
        "called": values.get("name", []),
        "original": _original(payload),
        "names": _filled(entry.names.split(" \n")),
        **{key: values[key] for key in KEYS if key in values},
        **{name: {language: found} for name, rows in texts.items() if (found := _filled(rows))},
    }


def _filled(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]


def _original(payload: dict) -> dict:
    """The title in its own language: as the editors say, else that of the jurisdiction."""
    title = payload.get("title_original")
    if not title:
        return {}
    language = payload.get("language_original") or ""
    if not language:
        country = (payload.get("jurisdiction") or {}).get("code", "").partition("-")[0]
        language = next(iter(get_official_languages(country)), OTHER)
    return {language_of(language): title}


def index_settings() -> dict:
    """Shards and replicas are for the one who runs the site to choose."""
    return {
        "number_of_shards": settings.ELASTICSEARCH["shards"],
        "number_of_replicas": settings.ELASTICSEARCH["replicas"],
        "mapping.total_fields.limit": 200,
    }
