"""Errors that are safe to show: each says what happened, where, and what to do about it."""


class SearchError(Exception):
    """Something a person can mend; its text is shown as it is."""


class QueryError(SearchError):
    """A query that can't be read.

    `start` and `end` are offsets into the query as typed; `repaired` is a query that can be read and says the
    nearest thing (empty where nothing is left of it).
    """

    def __init__(self, message: str, start: int, end: int, repaired: str) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.repaired = repaired


class ArchiveError(SearchError):
    """An archive that can't be opened or written: missing, locked, damaged, or of another version."""
