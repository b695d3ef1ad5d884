"""Running somebody else's function where its failure must be noted and nothing else may fail."""

import traceback
from types import TracebackType
from typing import Self


class Attempt:
    """``with Attempt() as attempt: …`` – afterwards ``attempt.error`` is the exception or None.

    Only for the boundary between the worker and what it works on: the worker must
    outlive every mistake in a job, and has to keep the traceback for whoever mends it.
    Being told to end (``SystemExit``, ``KeyboardInterrupt``) passes through.
    """

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.traceback = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self.error = error
        self.traceback = "".join(traceback.format_exception(kind, error, trace))
        return True
