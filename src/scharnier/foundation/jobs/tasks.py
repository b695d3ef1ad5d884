"""What the worker does for the jobs themselves."""

from scharnier.foundation.jobs import registry, upkeep


@registry.every_minute
def find_lost_jobs() -> None:
    upkeep.sweep()


@registry.nightly
def forget_old_beats() -> None:
    upkeep.forget_old_beats()
