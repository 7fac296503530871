"""How good a ranking is, measured against graded answers. Pure.

A ranking is the ids of the records that were found, best first; grades say for each relevant id how well it answers
(3, 2 or 1); what has no grade is not relevant. The measures that go by the grade are those of Järvelin and Kekäläinen,
"Cumulated gain-based evaluation of IR techniques", ACM Transactions on Information Systems 20 (2002), 422-446, with
the gain 2^grade - 1 and the logarithmic discount that have become usual since.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log2

# From this grade on a record answers the question, and does not merely bear on it.
ANSWERS = 2


def discounted_gain(grades: Iterable[int], k: int) -> float:
    """What a reader gains from the first k results: 2^grade - 1 each, discounted by log2 of the rank plus one.

    Järvelin and Kekäläinen (2002) add up the grades themselves; 2^grade - 1 weighs the best answers more.
    """
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(list(grades)[:k], 1))


def ndcg(found: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """The gain of the first k results as a share of what the best possible order of all graded records would give.

    Normalised discounted cumulated gain, Järvelin and Kekäläinen (2002). 1 is a ranking that cannot be bettered.
    """
    ideal = discounted_gain(sorted(grades.values(), reverse=True), k)
    return discounted_gain((grades.get(record, 0) for record in _once(found)), k) / ideal


def recall(found: Sequence[str], grades: Mapping[str, int], k: int = 20) -> float:
    """The share of the records that answer the question (grade 2 or 3) which is among the first k results.

    Where no record has such a grade, those of grade 1 count. Where more than k records answer, 1 is out of reach.
    """
    wanted = _answers(grades)
    return len(wanted.intersection(_once(found)[:k])) / len(wanted)


def reciprocal_rank(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """One divided by the rank of the first record that answers the question (grade 2 or 3); 0 where none was found.

    Where no record has such a grade, those of grade 1 count.
    """
    wanted = _answers(grades)
    return next((1 / rank for rank, record in enumerate(found, 1) if record in wanted), 0.0)


def _answers(grades: Mapping[str, int]) -> set[str]:
    return {record for record, grade in grades.items() if grade >= ANSWERS} or set(grades)


def _once(found: Sequence[str]) -> list[str]:
    """Without repetitions, so that no engine gains by finding a record twice."""
    return list(dict.fromkeys(found))
