"""Finished runs on disk, found again by the fingerprint of all that decided their numbers."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from sim.errors import ResultError
from sim.files import check_folder
from sim.result import Result, model_version_of
from sim.scenario import MODEL_VERSION


class ResultStore:
    """A folder of results, one npz file for each fingerprint.

    Files appear complete or not at all. A file that is damaged, of another program or of another
    version of the model counts as absent, and the next `put` replaces it. The folder grows without
    bound: it belongs to the user, who may delete any file. Threads and processes may share it.

    Parameters
    ----------
    folder : str or Path
        Made by the first `put`; a folder that can only be read serves `get`.
    spikes : bool
        Whether results are written with their spikes. Without them, and compressed, one of 30 days
        takes 50 to 150 kB instead of 4 MB.
    """

    def __init__(self, folder: str | Path, *, spikes: bool = True) -> None:
        self.folder, self.spikes = Path(folder), spikes

    @classmethod
    def of(cls, store: ResultStore | str | Path) -> ResultStore:
        """Return a store as it is, and that of a folder."""
        return store if isinstance(store, ResultStore) else cls(store)

    def __repr__(self) -> str:
        return f"ResultStore({str(self.folder)!r})"

    def path(self, fingerprint: str) -> Path:
        """Return the path of the file of a fingerprint, which may be missing.

        Raises
        ------
        ResultError
            If the text is no fingerprint.
        """
        if not re.fullmatch(r"[0-9a-f]{64}", fingerprint):
            raise ResultError(f"{fingerprint[:80]!r} is no fingerprint; it has 64 digits 0-9 a-f")
        return self.folder / f"{fingerprint}.npz"

    def get(self, fingerprint: str) -> Result | None:
        """Return the result of a fingerprint, or None if there is no sound file of it."""
        path = self.path(fingerprint)
        try:
            if not path.is_file():
                return None
            result = Result.load(path)
        except (ResultError, OSError):
            return None
        # A renamed or edited file holds another run, and a raised MODEL_VERSION other numbers.
        actual = result.scenario.fingerprint(None, result.seed)
        return result if actual == fingerprint else None

    def put(self, result: Result) -> Path:
        """Write a result and return its file.

        Raises
        ------
        ResultError
            If the folder cannot be written, with the remedy.
        """
        self.check_writable()
        path = self.path(result.scenario.fingerprint(None, result.seed))
        if self.spikes:
            return result.save(path)
        return result.without_spikes().save(path, packing="zip")

    def check_writable(self) -> None:
        """Make the folder and write a file in it.

        Raises
        ------
        ResultError
            If that does not work, with the reason and the remedy.
        """
        check_folder(self.folder)

    def check_model_version(self) -> None:
        """Look at one file, whether the folder belongs to this version of the model.

        Raises
        ------
        ResultError
            If it does not: none of its runs would be found.
        """
        path = next(self.folder.glob("*.npz"), None)
        version = None if path is None else model_version_of(path)
        if version not in (None, MODEL_VERSION):
            raise ResultError(
                f"{self.folder}: holds runs of model version {version}, and this program has "
                f"version {MODEL_VERSION}; choose another folder, or remove those runs"
            )


class BoundedStore(ResultStore):
    """A folder of results with a bound on its size: the files unused for longest are removed.

    A result that cannot be written is left out without a message; it is computed again. Processes
    may share the folder. The bound includes all folders beside it, which belong to other versions.

    Parameters
    ----------
    folder : str or Path
        Inside a folder that holds nothing else.
    max_bytes : int
        Bound for all files together.
    """

    def __init__(self, folder: str | Path, *, max_bytes: int) -> None:
        super().__init__(folder)
        self.max_bytes = max_bytes

    def get(self, fingerprint: str) -> Result | None:
        """Return the result of a fingerprint, or None; its file counts as used now."""
        result = super().get(fingerprint)
        if result is not None:
            with contextlib.suppress(OSError):  # removed meanwhile, or a folder only to be read
                os.utime(self.path(fingerprint))
        return result

    def put(self, result: Result) -> Path:
        """Write a result if possible, and return the path of its file, which may be missing."""
        with contextlib.suppress(ResultError):
            super().put(result)
        self._remove_unused()
        return self.path(result.scenario.fingerprint(None, result.seed))

    def _remove_unused(self) -> None:
        files: list[tuple[float, int, Path]] = []
        for path in self.folder.parent.glob("*/*"):
            with contextlib.suppress(OSError):  # removed by another process
                status = path.stat()
                files.append((status.st_mtime, status.st_size, path))
        n_bytes = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if n_bytes <= self.max_bytes:
                break
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            n_bytes -= size
