"""In which language a query is written. Pure."""

from functools import cache

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

# Those in which the thesaurus has words.
LANGUAGES = ["en", "fr", "es", "pt", "de", "it", "id", "ar", "ru", "zh", "nl", "pl", "lt", "uk", "tr", "ko", "ja"]
# Below this the guess is as good as none: names and abbreviations look like any language.
SURE = 0.7


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_DIR / MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier


def language_of(text: str) -> str:
    """The language of a text; empty where it cannot be told for sure."""
    language, probability = _identifier().classify(text)
    return language if probability >= SURE else ""
