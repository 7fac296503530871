"""What a version of the data set consists of."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class File:
    """A file of the data set. `rows` is None for what holds no records."""

    path: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    """What a version of the data set consists of. `changed` is the day of the newest change in it, or empty."""

    version: str
    changed: str
    counts: dict[str, int] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    archive: File | None = None

    @property
    def year(self) -> str:
        return self.changed[:4]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Manifest":
        files = tuple(File(**file) for file in data["files"])
        return cls(**data | {"files": files, "archive": File(**data["archive"])})

    def file(self, path: str) -> File | None:
        """The file at a path, if the data set has one there."""
        return next((file for file in (*self.files, self.archive) if file and file.path == path), None)
