"""The search servers, and what holds while they are away: a limit in time, and a pause before they are asked again.

`settings.ELASTICSEARCH` says where they are. Without hosts there are none, and nothing here is called.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from functools import lru_cache
from typing import TypeVar

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from django.conf import settings

from search.elasticsearch.calls import Call, Node, Way

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# A reader waits no longer than this for all that a search asks of the servers, in seconds.
LIMIT = 2.0
# After a failure the servers are left alone for this long, so that readers do not all wait for the same silence.
PAUSE = 3.0
# Answers that say: not now.
BUSY = (408, 429)

_threads = ThreadPoolExecutor(max_workers=16, thread_name_prefix="elasticsearch")
_paused_until = 0.0


class UnavailableError(Exception):
    """The servers did not answer in time, or could not."""


def is_configured() -> bool:
    return bool(settings.ELASTICSEARCH["hosts"])


def client() -> Elasticsearch:
    """A client for readers and editors: it gives up after LIMIT; a node that fails is passed over for the next."""
    return _client(tuple(settings.ELASTICSEARCH["hosts"]), settings.ELASTICSEARCH["api_key"], LIMIT)


def patient_client() -> Elasticsearch:
    """A client for work that nobody waits for: building an index, comparing it."""
    return _client(tuple(settings.ELASTICSEARCH["hosts"]), settings.ELASTICSEARCH["api_key"], 60.0)


def workers_client() -> Elasticsearch:
    """A client for the worker: what it sent to a server that was cut off is to be sent again soon after its return."""
    return _client(tuple(settings.ELASTICSEARCH["hosts"]), settings.ELASTICSEARCH["api_key"], 8.0)


@lru_cache(maxsize=8)
def _client(hosts: tuple[str, ...], api_key: str, timeout: float) -> Elasticsearch:
    return Elasticsearch(
        list(hosts),
        node_class=Node,
        transport_class=Way,
        api_key=api_key or None,
        request_timeout=timeout,
        max_retries=len(hosts),
        retry_on_timeout=False,
        http_compress=False,
    )


def within_limit(work: Callable[[], Answer], meanwhile: Callable[[], object] | None = None) -> Answer:
    """What some work with the servers gives, in LIMIT at most, whatever they do. Raises UnavailableError.

    So does a failure that nobody thought of, such as an error of the client when a connection ends at an odd moment: it
    is written down whole, and readers are served. `meanwhile` is done while they are at work, and has to be short.
    """
    global _paused_until
    if time.monotonic() < _paused_until:
        raise UnavailableError("the search servers did not answer a moment ago")
    call = Call(work)
    answer = _threads.submit(call.run)
    if meanwhile:
        meanwhile()
    try:
        return answer.result(timeout=LIMIT)
    except (Late, TransportError, ApiError) as error:
        answer.cancel()
        call.break_off()
        if not _is_answer(error):
            _paused_until = time.monotonic() + PAUSE
        raise UnavailableError(f"{type(error).__name__}: {error}") from error
    except Exception as error:
        logger.exception("Asking the search servers failed")
        raise UnavailableError(f"{type(error).__name__}: {error}") from error


def _is_answer(error: Exception) -> bool:
    """Whether the servers are well and have refused this one request: no reason to keep others from asking."""
    return isinstance(error, ApiError) and 400 <= error.meta.status < 500 and error.meta.status not in BUSY


def forget_failures() -> None:
    """Ask the servers again at once: somebody has seen them."""
    global _paused_until
    _paused_until = 0.0
