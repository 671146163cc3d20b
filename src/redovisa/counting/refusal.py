"""Why a tally is not counted."""


class CannotCount(Exception):
    """A tally that is not counted; the message says in Swedish what is wrong and what to do, never what stood there."""
