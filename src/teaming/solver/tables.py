"""Tables in ``.npz`` files, with their size looked at before they are unpacked."""

from __future__ import annotations

import math
import zipfile
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

from teaming.errors import UnreadableFile

MOST_BYTES = 1 << 30


def read_tables(path: str) -> dict[str, npt.NDArray[Any]]:
    """Return ``affinity`` and, if it is there, ``conflicts``; raises UnreadableFile."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [
                name for name in ("affinity", "conflicts") if f"{name}.npy" in archive.namelist()
            ]
            if "affinity" not in names:
                raise UnreadableFile(path, "holds no affinity")
            return {name: _read(archive, f"{name}.npy", path) for name in names}
    except (
        OSError,
        ValueError,
        EOFError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise UnreadableFile(path, f"is no .npz file: {error!s:.200}") from error


def _read(archive: zipfile.ZipFile, name: str, path: str) -> npt.NDArray[Any]:
    size = archive.getinfo(name).file_size
    if size > MOST_BYTES:
        raise UnreadableFile(path, f"{name} holds more than {MOST_BYTES} bytes")
    with archive.open(name) as file:
        version = np.lib.format.read_magic(file)
        read = (
            np.lib.format.read_array_header_1_0
            if version == (1, 0)
            else np.lib.format.read_array_header_2_0
        )
        shape, _, kind = read(file)
    if kind.hasobject or math.prod(shape) * kind.itemsize > size:
        raise UnreadableFile(path, f"{name} says {shape} of {kind}, which is not what it holds")
    with archive.open(name) as file:
        return np.lib.format.read_array(file, allow_pickle=False)
