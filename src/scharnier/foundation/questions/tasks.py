from scharnier.foundation.files.actions import sweep
from scharnier.foundation.files.previews import make
from scharnier.foundation.jobs.registry import every_minute, nightly


@nightly
def sweep_files() -> None:
    """Delete uploads that no answer and no other row has used for a day."""
    sweep(by=None)


@every_minute
def preview_files() -> None:
    """Draw the first pages of new PDFs, so that people see what they uploaded."""
    make(by=None)
