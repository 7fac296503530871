"""A record may be there in several languages: which version of it a reader sees. All that is made of pages asks here.

Wagtail gives all versions of a page the same `translation_key`. The tree of a language may hold a record whose parent
is not translated, or is still a draft: so what belongs together is found by that key, not by where the pages lie.
"""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import get_language, get_language_from_path

from wagtail.models import Page


def public(pages: QuerySet) -> QuerySet:
    """Those that readers may see, each once: in the reader's language, else in that of the site.

    The addresses of the pages need no further query. `search.models.EntryQuerySet.for_readers_of` is the same rule.
    """
    hidden, language = Page.objects.all().private_q(), get_language() or settings.LANGUAGE_CODE
    shown = pages.live().exclude(hidden).select_related("locale")
    if language == settings.LANGUAGE_CODE:
        return shown.filter(locale__language_code=language)
    read = Page.objects.live().exclude(hidden).filter(locale__language_code=language)
    untranslated = ~Exists(read.filter(translation_key=OuterRef("translation_key")))
    return shown.filter(
        Q(locale__language_code=language) | Q(locale__language_code=settings.LANGUAGE_CODE) & untranslated
    )


def versions(model: type[Page], pks) -> QuerySet:
    """Some pages in all languages in which they are there."""
    return model.objects.filter(translation_key__in=Page.objects.filter(pk__in=pks).values("translation_key"))


def owner(path: str = "path") -> Subquery:
    """The `translation_key` of what a page lies below: the jurisdiction of an instrument, who made a commitment.

    `path` leads to the path of that page.
    """
    above = Substr(OuterRef(path), 1, Length(OuterRef(path)) - Page.steplen)
    return Subquery(Page.objects.filter(path=above).values("translation_key"))


def other_language(shown: Page | str | None) -> str:
    """The language of a page, or of what lies at an address; empty where it is the reader's own."""
    if isinstance(shown, Page):
        language = shown.locale.language_code
    else:
        language = get_language_from_path(shown or "") or settings.LANGUAGE_CODE
    return "" if language == get_language() else language


def direction(language: str) -> str:
    """`rtl` or `ltr`: how a language, such as `ar` or `pt-BR`, is written."""
    return "rtl" if language.partition("-")[0].lower() in settings.LANGUAGES_BIDI else "ltr"
