from scharnier.foundation.files.actions import sweep
from scharnier.foundation.jobs.registry import nightly


@nightly
def sweep_files() -> None:
    """Delete uploads that no answer and no other row has used for a day."""
    sweep(by=None)
