"""What the views of all apps share about requests and responses."""


def no_client_address(request) -> str | None:
    """Readers' and editors' addresses are not kept, not even for counting failed log-ins."""
    return None
