"""What the worker does for data protection."""

from scharnier.foundation.jobs import registry
from scharnier.foundation.privacy import retention


@registry.nightly
def forget_what_is_old() -> None:
    retention.forget()
