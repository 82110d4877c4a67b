"""The result of one run: arrays, what was run, and where; saved as npz without pickle."""

from __future__ import annotations

import json
import platform
import tokenize
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path
from textwrap import indent
from typing import Any, BinaryIO, Literal

import numpy as np

from sim import assays
from sim.errors import ResultError, ScenarioError
from sim.files import pack, unpack, whole_file
from sim.outputs import COLLECTIONS, Arrays, check, described, of_collection
from sim.scenario import MODEL_VERSION, Scenario

_FORMAT = 3
Packing = Literal["none", "zip", "lzma"]
_WRITERS: dict[Packing, Callable[[BinaryIO, dict[str, np.ndarray]], None]] = {
    "none": lambda file, arrays: np.savez(file, **arrays),
    "zip": lambda file, arrays: np.savez_compressed(file, **arrays),
    "lzma": pack,
}
_MAX_BYTES = 512 * 2**20  # refuse to unpack more than this

# What zipfile, numpy and json raise on damaged and on hostile files, seen in thousands of them.
# RuntimeError: encryption, a compression we do not use, JSON nested too deep.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    tokenize.TokenError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    MemoryError,
    RuntimeError,
    ScenarioError,
)


@dataclass(frozen=True)
class Provenance:
    """Where a result comes from."""

    fingerprint: str
    model_version: int
    package_version: str
    numpy: str
    numba: str
    python: str
    platform: str
    created_utc: str
    wall_s: float
    processor: str = ""  # its type, which files written before this was noted do not name


def provenance(fingerprint: str, wall_s: float) -> Provenance:
    """Return the provenance of a run that has just ended on this machine."""
    from sim.kernels.processor import processor_type  # loads the compiler, which a run has done

    return Provenance(
        fingerprint=fingerprint,
        model_version=MODEL_VERSION,
        package_version=package_version(),
        numpy=np.__version__,
        numba=metadata.version("numba"),
        python=platform.python_version(),
        platform=platform.platform(),
        created_utc=datetime.now(UTC).isoformat(timespec="seconds"),
        wall_s=round(wall_s, 3),
        processor=processor_type(),
    )


@cache
def package_version() -> str:
    """Return the version of the installed distribution, or ``source`` in a bare checkout.

    The folders of all packages are searched for it, and a page names it in every link.
    """
    try:
        return metadata.version("plasticity-lab")
    except metadata.PackageNotFoundError:
        return "source"


@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """One run of one arm.

    Arrays are read-only; `sim.outputs` declares each of them, with unit, axes and meaning.

    Attributes
    ----------
    scenario : Scenario
        As it was run: with the changes of the arm, and its interventions only.
    arm, arm_label : str
    seed : int
    series, probes, spikes, sample : dict of str to array
        Outputs by name. A name that is not there is a `KeyError` that suggests another.
    t_d, probe_d, session_d, session_share, group_of_neuron : arrays
    provenance : Provenance

    Notes
    -----
    Axes of outputs, their units and meanings:
    """

    scenario: Scenario
    arm: str
    arm_label: str
    seed: int
    t_d: np.ndarray
    series: dict[str, np.ndarray]
    probe_d: np.ndarray
    probes: dict[str, np.ndarray]
    spikes: dict[str, np.ndarray]
    sample: dict[str, np.ndarray]
    session_d: np.ndarray
    session_share: np.ndarray
    group_of_neuron: np.ndarray
    provenance: Provenance

    def __post_init__(self) -> None:
        for collection in COLLECTIONS:
            object.__setattr__(self, collection, Arrays(getattr(self, collection)))
        for array in self.arrays().values():
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)  # from a pickle, whose arrays could be written
        self.__post_init__()

    def __repr__(self) -> str:
        n_spikes = self.spikes["spike_ms"].size
        return (
            f"<Result of {self.scenario.id}, arm {self.arm}, seed {self.seed}: "
            f"{self.t_d[-1]:g} days, {self.probe_d.size} tests, "
            f"{f'{n_spikes} spikes' if self.has_spikes else 'spikes left out'}>"
        )

    def arrays(self) -> dict[str, np.ndarray]:
        """Return all arrays by their key, ``t_d`` or ``series.window``."""
        arrays = {output.name: getattr(self, output.name) for output in of_collection("")}
        for collection in COLLECTIONS:
            for name, array in getattr(self, collection).items():
                arrays[f"{collection}.{name}"] = array
        return arrays

    @property
    def nbytes(self) -> int:
        """Memory that its arrays take, in bytes."""
        return sum(array.nbytes for array in self.arrays().values())

    @property
    def has_spikes(self) -> bool:
        """Whether it holds its spikes; a network that fell silent has none to hold."""
        return self.spikes["spike_ms"].size > 0 or not self.probes["rate_exc_hz"].any()

    def without_spikes(self) -> Result:
        """Return the result with no spikes, which are nine tenths of its memory."""
        # Copied, because a slice would keep the whole array in memory.
        return replace(self, spikes={name: array[:0].copy() for name, array in self.spikes.items()})

    def save(self, path: str | Path, *, packing: Packing = "none") -> Path:
        """Write the result to ``path`` (npz) and return the path.

        Parameters
        ----------
        path : str or Path
        packing : {"none", "zip", "lzma"}
            As numpy compresses, to less than a half; or as tightly as a zip file can, which takes
            fifty times as long.

        Raises
        ------
        ResultError
            If it cannot be written; nothing is left behind.
        """
        meta = {
            "format": _FORMAT,
            "scenario": json.loads(self.scenario.model_dump_json(by_alias=True)),
            "arm": self.arm,
            "arm_label": self.arm_label,
            "seed": self.seed,
            "provenance": asdict(self.provenance),
        }
        arrays = {"meta": np.array(json.dumps(meta)), **self.arrays()}
        with whole_file(path) as file:
            _WRITERS[packing](file, arrays)
        return Path(path)

    @classmethod
    def load(cls, path: str | Path) -> Result:
        """Read a result that `save` wrote.

        Raises
        ------
        ResultError
            If the file is missing, damaged, too large or of another version.
        """
        path = Path(path)
        try:
            with zipfile.ZipFile(path) as archive:
                size = sum(member.file_size for member in archive.infolist())
                if size > _MAX_BYTES:
                    raise ResultError(
                        f"{path}: unpacks to {size >> 20} MB; allowed: "
                        f"{_MAX_BYTES >> 20} MB; this is no result of ours"
                    )
                arrays = unpack(archive)
            meta = json.loads(str(arrays.pop("meta")[()]))
            if meta["format"] > _FORMAT:
                raise ResultError(f"{path}: written by a newer version; update plasticity-lab")
            if meta["format"] < _FORMAT:
                raise ResultError(f"{path}: written by an older version; run the scenario again")
            return cls(**_fields(arrays, meta))
        except OSError as error:
            reason = error.strerror or str(error)
            raise ResultError(f"{path}: cannot be read ({reason})") from error
        except DAMAGE as error:
            raise ResultError(
                f"{path}: damaged or not a result of plasticity-lab "
                f"({type(error).__name__}: {error}); run the scenario again"
            ) from error


def model_version_of(path: Path) -> int | None:
    """Return the version of the model that made a saved result; None if the file does not say."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return int(json.loads(str(file["meta"][()]))["provenance"]["model_version"])
    except (OSError, *DAMAGE):
        return None


# Indented as the docstring is, so that `help` shows one text.
_DOC = (Result.__doc__ or "").rstrip()  # none under python -OO
Result.__doc__ = f"{_DOC}\n{indent(described(), '    ')}\n    "


def _fields(arrays: dict[str, np.ndarray], meta: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a `Result` from what a file holds."""
    check(arrays, assays.OUTPUTS)
    grouped: dict[str, Any] = {collection: {} for collection in COLLECTIONS}
    for key, array in arrays.items():
        collection, _, name = key.partition(".")
        if name:
            grouped[collection][name] = array
        else:
            grouped[key] = array
    return {
        **grouped,
        "scenario": _scenario(json.dumps(meta["scenario"])),
        "arm": str(meta["arm"]),
        "arm_label": str(meta["arm_label"]),
        "seed": int(meta["seed"]),
        "provenance": Provenance(**meta["provenance"]),
    }


@lru_cache(maxsize=64)
def _scenario(text: str) -> Scenario:
    """Return the scenario of a saved result; the runs of a cohort share a few of them."""
    return Scenario.model_validate_json(text)
