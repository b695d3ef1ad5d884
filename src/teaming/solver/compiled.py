"""Compiled inner loops: plain Python functions that Numba translates once and keeps on disk.

Only the engines for larger problems import this module, so small ones never pay for Numba's start.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import numba
from numba.np import linalg

HERE = Path(__file__).parent
COMPILED = (
    "arrays", "board", "branching", "compiled", "dominance", "eligibility", "fillers", "gathering", "goal", "improving",
    "lifting", "pricing", "sweeps", "tangents",
)  # fmt: skip
"""Files whose change makes compiled code stale."""


def cache_folder() -> str:
    """Return where compiled code is kept: ``NUMBA_CACHE_DIR``, beside this file, or a folder of this user.

    An installed package is often not writable and a service often has no home; then a private folder below
    the system's temporary one serves, so that the first run after a boot compiles and the others do not. Numba does
    not see that a called function in another file has changed, so the folder is named after all of them.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR", "")
    if chosen:
        return chosen
    sources = hashlib.sha256(
        b"".join((HERE / f"{name}.py").read_bytes() for name in COMPILED)
    ).hexdigest()[:16]
    if os.access(HERE, os.W_OK):
        return str(only_folder(HERE / "__pycache__" / sources))
    home = Path.home() / ".cache"
    if os.access(home, os.W_OK):
        return str(only_folder(home / "teaming" / sources))
    private = Path(tempfile.gettempdir()) / f"teaming-{os.getuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid():
        private = Path(tempfile.mkdtemp(prefix="teaming-"))
    return str(only_folder(private / sources))


def only_folder(folder: Path) -> Path:
    """Return ``folder``; if it is new, the code of earlier sources beside it is removed, but for the latest one.

    Another version may still be at work with that; were it removed, it would compile again and nothing else.
    """
    if not folder.exists():
        # another process may be cleaning up as well
        with suppress(FileNotFoundError):
            beside = [
                each for each in folder.parent.iterdir() if re.fullmatch("[0-9a-f]{16}", each.name)
            ]
            for each in sorted(beside, key=lambda each: each.stat().st_mtime)[:-1]:
                shutil.rmtree(each, ignore_errors=True)
    return folder


def load_without_algebra() -> None:
    """Load Numba's functions of arrays without SciPy's linear algebra, which takes as long as all the others.

    Numba looks for it to multiply matrices, which nothing here does. Compiled code of others in this process still
    multiplies vectors, only by a plain loop.
    """
    looked_up = linalg.ensure_blas
    linalg.ensure_blas = _refuse
    try:
        import_module("numba.np.arraymath")
    finally:
        linalg.ensure_blas = looked_up


def _refuse() -> None:
    raise ImportError


load_without_algebra()
numba.config.CACHE_DIR = cache_folder()  # type: ignore[attr-defined]

jit = numba.njit(cache=True, nogil=True)
