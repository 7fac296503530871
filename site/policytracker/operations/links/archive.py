"""Where an archive keeps a copy of an address: the availability service of the Internet Archive's Wayback Machine."""

import json
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from policytracker.operations.links.asking import PROBLEMS, Visitor

COPIES = "web.archive.org"


def archived_copy(url: str, visitor: Visitor) -> str:
    """The address of the newest copy, empty where there is none or the archive does not answer."""
    try:
        answer = json.loads(visitor.read(f"{settings.ARCHIVE_LOOKUP}?{urlencode({'url': url})}") or b"{}")
        copy = answer["archived_snapshots"]["closest"]["url"]
    except (*PROBLEMS, KeyError, TypeError):
        return ""
    # What is shown to readers as a link is taken from nobody else.
    parts = urlsplit(copy) if isinstance(copy, str) else None
    if parts is None or parts.scheme not in ("http", "https") or parts.netloc != COPIES or len(copy) > 500:
        return ""
    return parts._replace(scheme="https").geturl()
