"""How much each kind of evidence tells that a record is what a reader wants. Both engines weigh alike.

The numbers are few and general. They were set on one set of judged queries and checked on another
(`tests/search/relevance`); no rule is made for a single query.
"""

import math
from collections.abc import Iterable

from policies.choices import InstrumentStatus
from search.kinds import EntryKind

# Another wording tells a little less than the reader's own.
OTHER_WORDING = 0.6
# Of a run of words that means something, each part alone tells little: “keep” of “keep reporters safe”.
INNER = 0.5
# What lies in a place that was named, or belongs to an organisation, is raised by this factor.
WHOSE = 2.2
# Who asks in Portuguese is most likely near a country that speaks it.
SPOKEN = 2.5
# A record that answers in several ways is about it more than one that answers in one.
BESIDE_THE_BEST = 0.6
# How much being filed under a value tells; times how rare the value is.
FILED = {
    "provision": 5.0,
    "theme": 3.0,
    "jurisdiction": 2.0,
    "region": 2.0,
    "organisation": 5.0,
    "kind": 1.0,
    "type": 2.0,
    "status": 3.0,
    "force": 1.0,
}
# Most readers come for what others have made law.
PRECEDENCE = {EntryKind.INSTRUMENT: 1.1, EntryKind.ELECTION: 0.8, EntryKind.PAGE: 0.8}
# What is filed under a subject that was meant, and has words for it, is about it; by the unit's share of the query.
SAID = 0.3
# What was taken back or thrown out helps less, unless the query asks for just that. What has run its course may help.
UNDONE = (InstrumentStatus.STRUCK_DOWN, InstrumentStatus.REPEALED, InstrumentStatus.WITHDRAWN)
OF_UNDONE = 0.8

# How much the nearness of a record's texts to a query tells, a cosine: near ones lie some 0.1 above far ones. Less
# where the query is known by the English words for its parts alone.
BY_MEANING, BY_PARTS = 17.0, 8.0
# How much of the nearness is that of the whole record in short. The rest is that of its nearest text.
WHOLE = 0.2

# Fewer entries than fill two pages are little: those that answer only a part of the query are shown behind them.
FEW = 40
# What a unit tells that all entries answer.
LEAST = 0.2
# A word that more than this part of all entries answers tells nothing of what is sought.
COMMON = 0.5


def rarity(count: int, everything: int) -> float:
    """How much a unit of a query tells, from 0 to 1, by how few of all entries answer it.

    The square root, since the ways in which it is answered are weighed by how rare they are already.
    """
    return max(LEAST, math.sqrt(math.log((everything + 1) / (count + 1)) / math.log(everything + 2)))


def said(weight: float, asked: Iterable[float]) -> float:
    """By which factor a record is raised that is filed under the subject of a unit and says it; `weight` is the unit's
    rarity, one of those that are `asked`."""
    return 1 + SAID * weight / sum(asked)


def needed(telling: int) -> int:
    """How many of the words that tell something an entry has to answer to be shown at all: at least half."""
    return (telling + 1) // 2
