"""What a web process does once, before it answers anybody."""

import gc

# Objects made before the collector looks at the young ones. A request makes thousands and
# leaves few in circles; looking after every two thousand finds next to nothing.
YOUNG = 20_000


def settle() -> None:
    """What is loaded now stays: it is shared by all processes and never looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
