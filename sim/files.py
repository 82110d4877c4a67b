"""Read files of the package; write files of the user: complete or not at all, through symbolic
links, with the name that the user gave in messages.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import BinaryIO

import numpy as np

from sim.errors import ResultError

_ELSEWHERE = "choose another folder"
_REMEDIES = {
    errno.ENOSPC: f"make room there, or {_ELSEWHERE}",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EISDIR: "give the name of a file",
}


@cache
def packaged_text(package: str, *path: str) -> str:
    """Return a text file that is part of the package, such as a style sheet; it is read once.

    Parameters
    ----------
    package : str
        Name of the package it lies in, such as ``sim.ui``.
    path : str
        Folders and name of the file within that package.
    """
    return resources.files(package).joinpath(*path).read_text("utf-8")


@contextlib.contextmanager
def whole_file(path: str | Path) -> Iterator[BinaryIO]:
    """Provide a file to write into, which takes its place only if all of it could be written.

    Until then it is written beside its target under a free name, so that two writers do not
    overwrite each other.
    A symbolic link stays, and the file that it leads to is replaced; its permissions stay.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    ResultError
        If that does not work, with ``path``, the reason and a remedy; nothing is left behind.
    """
    with reported(path):
        target = _destination(path)
        if _is_device(target):  # nothing to be replaced, such as a pipe
            with target.open("wb") as file:
                yield file
            return
        partial = _beside(target)
        try:
            with partial.open("xb") as file:
                yield file
            if target.exists():
                with contextlib.suppress(OSError):  # a file system without permissions
                    shutil.copymode(target, partial)
            partial.replace(target)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)


def write(path: str | Path, content: bytes | str) -> None:
    """Write a file, complete or not at all, text as UTF-8; raises `ResultError`."""
    with whole_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def write_within(folder: Path, name: str, content: bytes | str) -> None:
    """Write a file at a path within a folder, and make the folders between; see `write`."""
    target = folder / name
    with reported(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    write(target, content)


def pack(file: BinaryIO, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays as an npz with LZMA, which numpy reads but does not write."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy")  # dated 1980: equal arrays, equal files
            member.compress_type = zipfile.ZIP_LZMA
            with archive.open(member, "w") as out:
                np.lib.format.write_array(out, array, allow_pickle=False)


def unpack(archive: zipfile.ZipFile) -> dict[str, np.ndarray]:
    """Return the arrays of an npz by name; each member is read whole, not piece by piece."""
    return {
        name.removesuffix(".npy"): np.lib.format.read_array(
            io.BytesIO(archive.read(name)), allow_pickle=False
        )
        for name in archive.namelist()
    }


def check_writable(path: str | Path) -> None:
    """Raise `ResultError` if a file could not be written, before hours of work are lost."""
    with reported(path):
        target = _destination(path)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        if not _is_device(target):
            partial = _beside(target)
            partial.touch(exist_ok=False)
            partial.unlink()


def check_folder(folder: str | Path) -> None:
    """Make a folder and write a file in it; raises `ResultError` if that does not work."""
    with reported(folder):
        place = _destination(folder)
        try:
            place.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise ResultError(f"{folder}: is a file; give the name of a folder") from error
        partial = _beside(place / "any")
        partial.touch(exist_ok=False)
        partial.unlink()


def _destination(path: str | Path) -> Path:
    """Return the file that is written: where symbolic links lead to."""
    try:
        return Path(os.path.realpath(path))
    except ValueError as error:  # a zero byte in the name
        raise OSError(errno.EINVAL, str(error)) from error


def _is_device(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


def _beside(target: Path) -> Path:
    """Return a free name in the folder of a file; short even where the name of the file is long."""
    return target.with_name(f".plasticity-lab-{uuid.uuid4().hex}.part")


@contextlib.contextmanager
def reported(path: str | Path) -> Iterator[None]:
    """Turn an error of the file system into a `ResultError` about ``path``, with a remedy."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ResultError(f"{path}: cannot be written ({reason}); {_remedy(error)}") from error


def _remedy(error: OSError) -> str:
    if os.name == "nt" and isinstance(error, PermissionError):
        return f"close the program that has it open, or {_ELSEWHERE}"
    return _REMEDIES.get(error.errno, _ELSEWHERE)
