"""How texts become terms: one analyzer for each language that content has, and one that only folds, for all others.

Only what a plain Elasticsearch has is used. Stop words are left in: queries leave them out (`search.words`), and a
phrase in quotation marks is to be found as it stands.
"""

from elasticsearch.dsl import analyzer, normalizer, token_filter

_folding = ["lowercase", "asciifolding"]

# For each language the filters between folding to lower case and folding accents away.
_filters = {
    "en": [
        token_filter("english_possessive", "stemmer", language="possessive_english"),
        "lowercase",
        "asciifolding",
        token_filter("english_stems", "stemmer", language="english"),
    ],
    "fr": [
        token_filter(
            "french_elision",
            "elision",
            articles_case=True,
            articles=["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"],
        ),
        "lowercase",
        token_filter("french_stems", "stemmer", language="light_french"),
        "asciifolding",
    ],
    "es": ["lowercase", token_filter("spanish_stems", "stemmer", language="light_spanish"), "asciifolding"],
    "pt": ["lowercase", token_filter("portuguese_stems", "stemmer", language="light_portuguese"), "asciifolding"],
    "de": [
        "lowercase",
        "german_normalization",
        token_filter("german_stems", "stemmer", language="light_german"),
        "asciifolding",
    ],
    "ar": [
        "lowercase",
        "decimal_digit",
        "arabic_normalization",
        token_filter("arabic_stems", "stemmer", language="arabic"),
    ],
    "ru": ["lowercase", token_filter("russian_stems", "stemmer", language="russian")],
    "zh": ["cjk_width", "lowercase", "cjk_bigram"],
}
# The languages of Wagtail that are written otherwise here.
_same = {"zh-hans": "zh", "zh-hant": "zh", "pt-br": "pt"}
OTHER = "other"
LANGUAGES = (*_filters, OTHER)

folded = analyzer("folded", tokenizer="standard", filter=_folding)
ANALYZERS = {
    language: analyzer(f"text_{language}", tokenizer="standard", filter=filters)
    for language, filters in _filters.items()
} | {OTHER: folded}

# How names and titles are compared and sorted as a whole.
as_name = normalizer("as_name", filter=_folding)


def language_of(locale: str) -> str:
    """Which of LANGUAGES a text in a locale is read as."""
    locale = _same.get(locale.lower(), locale.lower())
    return locale if locale in _filters else locale.partition("-")[0] if locale.partition("-")[0] in _filters else OTHER
