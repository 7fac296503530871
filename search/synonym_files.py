"""The lists of synonyms as files, and the way from there into the site.

A file is the beginning of a list. What an editor has changed since stays, unless it is to be overwritten.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from search.models import SynonymList
from search.thesaurus import SynonymsError, parse

FILES = Path(__file__).parent / "synonyms"


def read(paths: list[Path]) -> dict[str, str]:
    """The texts of some files, or of all in some folders, by the name of the list.

    Raises SynonymsError with every problem of every file; OSError for a file that cannot be read.
    """
    files = [file for path in paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    texts, problems = {}, []
    for file in files:
        try:
            texts[file.stem] = file.read_text(encoding="utf-8")
            parse(file.name, texts[file.stem])
        except UnicodeDecodeError:
            problems.append(f"{file.name}: this is not text in UTF-8")
        except SynonymsError as error:
            problems += error.problems
    if problems:
        raise SynonymsError(problems)
    return texts


@transaction.atomic
def load(texts: dict[str, str], report: Callable[[str], None], *, overwrite: bool = False) -> None:
    """Write checked texts into the site's lists, and say what happened to each."""
    for name, text in texts.items():
        digest = _digest(text)
        synonyms = SynonymList.objects.filter(name=name).first() or SynonymList(name=name)
        is_edited = synonyms.pk and _digest(synonyms.text) != synonyms.loaded
        if synonyms.pk and digest == synonyms.loaded and not (is_edited and overwrite):
            report(f"{name}: nothing new")
        elif is_edited and not overwrite:
            report(f"{name}: left alone, an editor has changed it")
        else:
            synonyms.text, synonyms.loaded = text, digest
            synonyms.save()
            report(f"{name}: loaded")


def _digest(text: str) -> str:
    # As a form of a browser gives it back.
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()
