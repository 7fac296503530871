"""The model: e5-small-v2, made small for processors. English; a text in, 384 numbers out, of length 1.

It is kept in the folder that the setting SEARCH_MODEL names: see site/requirements/system.sh.
"""

import logging
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from django.conf import settings

logger = logging.getLogger(__name__)

NAME = "e5-small-v2-q"
# The model was taught with these before a text.
QUERY, PASSAGE = "query: ", "passage: "
LENGTH = 384
# Pieces of words that are read; a summary has some 250.
LONGEST = 384


def is_there() -> bool:
    """Whether it can be used; looked for once in the life of a process."""
    return settings.SEARCH_MODEL is not None and _loaded(settings.SEARCH_MODEL) is not None


# Each search asks twice (`order.prepare`); and who has searched goes on with the same words: to the next page, a facet,
# a file. These are 2 MB.
@lru_cache(maxsize=1000)
def of_query(text: str) -> np.ndarray:
    return _vector(QUERY + text)


def of_passage(text: str) -> np.ndarray:
    return _vector(PASSAGE + text)


def _vector(text: str) -> np.ndarray:
    tokenizer, session = _loaded(settings.SEARCH_MODEL)
    read = tokenizer.encode(text)
    given = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
    (states,) = session.run(None, {name: np.array([numbers], dtype=np.int64) for name, numbers in given.items()})
    mean = states[0].mean(axis=0)
    return mean / np.linalg.norm(mean)


@lru_cache(maxsize=1)
def _loaded(folder: Path) -> tuple[Tokenizer, onnxruntime.InferenceSession] | None:
    weights, words = folder / f"{NAME}.onnx", folder / f"{NAME}-tokenizer.json"
    if not (weights.exists() and words.exists()):
        return None
    options = onnxruntime.SessionOptions()
    # Each of the site's workers has one processor; another thread would only wait for it.
    options.intra_op_num_threads = 1
    try:
        tokenizer = Tokenizer.from_file(str(words))
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception:
        # Both libraries raise errors of many kinds. A search goes on without a model that cannot be read.
        logger.exception("The model in %s cannot be read: searches are ordered by words alone", folder)
        return None
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer, session
