"""What the views of all apps share about requests and responses."""

from django.core.exceptions import BadRequest


class RefusedError(BadRequest):
    """What a request asks for cannot be given. `problems` says why, in words, and what to do.

    Readers see them as a page with status 400, and the API answers with them (`core.middleware.Refusals`). `instead`
    is the address of what can be given.
    """

    def __init__(self, problems: list[str], instead: str = ""):
        super().__init__(*problems)
        self.problems = problems
        self.instead = instead


def no_client_address(request) -> str | None:
    """Readers' and editors' addresses are not kept, not even for counting failed log-ins."""
    return None
