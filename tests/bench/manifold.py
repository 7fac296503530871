"""The records of the fixtures several times over, for measuring how pages grow with them.

Instruments, commitments, initiatives and elections come again under ids of their own; places, organisations and
recommendations stay as they are, so that the same pages have more to show.
"""

import json
from pathlib import Path

# The names of their files begin so.
GROWING = ("instruments-", "commitments-", "initiatives-", "elections")


def multiplied(fixtures: Path, times: int, folder: Path) -> Path:
    """Write the records of a folder, those that grow so many times, into another; gives the other."""
    folder.mkdir()
    for file in fixtures.glob("*.json"):
        text = file.read_text()
        if file.name.startswith(GROWING):
            records = json.loads(text)
            text = json.dumps([again(record, number) for number in range(1, times + 1) for record in records])
        (folder / file.name).write_text(text)
    return folder


def again(record: dict, number: int) -> dict:
    """The same record as another one; the first is the record itself."""
    if number == 1:
        return record
    return record | {"id": f"{record['id']}-{number}", "title": f"{record['title']} ({number})"}
