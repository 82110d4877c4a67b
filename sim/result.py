"""The result of one run: arrays, what was run, and where; saved as npz without pickle."""

from __future__ import annotations

import json
import platform
import tokenize
import zipfile
import zlib
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import ResultError, ScenarioError
from sim.files import pack, whole_file
from sim.scenario import MODEL_VERSION, Scenario

_FORMAT = 3
_MAX_BYTES = 512 * 2**20  # refuse to unpack more than this

# Arrays that every result has, beside those that are fields of their own.
SERIES = (
    "level_ng_per_ml",
    "block_exc",
    "block_inh",
    "surge",
    "bdnf",
    "synthesis",
    "window",
    "spine_drive",
    "learning_factor",
    "spine_count",
    "spine_born",
    "spine_kept",
    "spine_gained",
    "spine_lost",
    "scale",
    "rapid",
    "waking",
    "night_scaled",
    "night_tagged",
    "night_share",
)
PROBES = (
    "answer",
    "uncued",
    "occupancy",
    "dwell_ms",
    "transition_entropy_bits",
    "transitions",
    "strength",
    "group_rate_hz",
    "rate_exc_hz",
    "rate_inh_hz",
    "autocorr_total",
    "autocorr_slow",
    "fast_change",
    "modularity",
)
SPIKES = ("spike_probe", "spike_ms", "spike_neuron")
SAMPLE = ("cell", "pre", "post", "weight")

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


def provenance(fingerprint: str, wall_s: float) -> Provenance:
    """Return the provenance of a run that has just ended on this machine."""
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
    )


def package_version() -> str:
    """Return the version of the installed distribution, or ``source`` in a bare checkout."""
    try:
        return metadata.version("plasticity-lab")
    except metadata.PackageNotFoundError:
        return "source"


@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """One run of one arm.

    T calendar steps, P tests, K spikes, M practice sessions, N cells. Arrays are read-only.

    Attributes
    ----------
    scenario : Scenario
        As it was run: with the changes of the arm, and its interventions only.
    arm, arm_label : str
    seed : int
    t_d : (T,) array, days
    series : dict of (T,) arrays
        Drug level, blocks, surge, slow variables, learning factor, and spines as shares of the
        number at the start; names in `SERIES`.
    probe_d : (P,) array, days
    probes : dict of arrays
        ``answer`` (P, 5) share of test cues answered with A, B, C, D, none; ``uncued`` (P, 5) the
        same at the same moments without a cue; ``occupancy`` (P, 5)
        share of resting time; ``dwell_ms`` (P, 4); ``transition_entropy_bits`` (P,);
        ``transitions`` (P, 5, 5) how often, at rest, one of A, B, C, D, none was followed by
        another, row = from, column = to;
        ``strength`` (P, 6, 6) mean weight in base weights, row = from, column = to, of A, B, C,
        D, cue, rest; ``group_rate_hz`` (P, 7); ``rate_exc_hz``, ``rate_inh_hz`` (P,); weights as
        a whole, see `sim.assays.structure`: ``autocorr_total``, ``autocorr_slow``,
        ``fast_change``, ``modularity`` (P,). Each output of an assay that is on: (P,).
    spikes : dict of (K,) arrays
        ``spike_probe`` number of the test, ``spike_ms`` and ``spike_neuron``.
    sample : dict of arrays
        Some cells, so that a network can be drawn: ``cell`` (C,) their numbers; ``pre`` and
        ``post`` (E,) the synapses among them, as places in ``cell``; ``weight`` (P, E) in base
        weights at each test, NaN where there is none.
    session_d, session_share : (M,) arrays
        Days of practice, and the share of the session in which its pattern was active.
    group_of_neuron : (N,) int8 array
        Number of the group of each cell; 6 is inhibitory.
    provenance : Provenance
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
        for array in self._arrays().values():
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

    def _arrays(self) -> dict[str, np.ndarray]:
        arrays = {
            name: getattr(self, name)
            for name in ("t_d", "probe_d", "session_d", "session_share", "group_of_neuron")
        }
        for group in ("series", "probes", "spikes", "sample"):
            arrays |= {f"{group}.{name}": array for name, array in getattr(self, group).items()}
        return arrays

    @property
    def nbytes(self) -> int:
        """Memory of all arrays."""
        return sum(array.nbytes for array in self._arrays().values())

    @property
    def has_spikes(self) -> bool:
        """Whether it holds its spikes; a network that fell silent has none to hold."""
        return self.spikes["spike_ms"].size > 0 or not self.probes["rate_exc_hz"].any()

    def without_spikes(self) -> Result:
        """Return the result with no spikes, which are nine tenths of its memory."""
        # Copied, because a slice would keep the whole array in memory.
        return replace(self, spikes={name: array[:0].copy() for name, array in self.spikes.items()})

    def save(self, path: str | Path, *, is_small: bool = False) -> Path:
        """Write the result to ``path`` (npz) and return the path.

        ``is_small`` packs it as tightly as a zip file can, which takes ten times as long.

        Raises
        ------
        ResultError
            If it can not be written; nothing is left behind.
        """
        meta = {
            "format": _FORMAT,
            "scenario": json.loads(self.scenario.model_dump_json(by_alias=True)),
            "arm": self.arm,
            "arm_label": self.arm_label,
            "seed": self.seed,
            "provenance": asdict(self.provenance),
        }
        arrays = {"meta": np.array(json.dumps(meta)), **self._arrays()}
        with whole_file(path) as file:
            pack(file, arrays) if is_small else np.savez(file, **arrays)
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
            with np.load(path, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            meta = json.loads(str(arrays.pop("meta")[()]))
            if meta["format"] > _FORMAT:
                raise ResultError(f"{path}: written by a newer version; update plasticity-lab")
            if meta["format"] < _FORMAT:
                raise ResultError(f"{path}: written by an older version; run the scenario again")
            return cls(**_fields(arrays, meta))
        except OSError as error:
            reason = error.strerror or str(error)
            raise ResultError(f"{path}: can not be read ({reason})") from error
        except DAMAGE as error:
            raise ResultError(
                f"{path}: damaged or not a result of plasticity-lab "
                f"({type(error).__name__}: {error}); run the scenario again"
            ) from error


def _fields(arrays: dict[str, np.ndarray], meta: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a `Result` from what a file holds."""
    grouped: dict[str, Any] = {"series": {}, "probes": {}, "spikes": {}, "sample": {}}
    for name, array in arrays.items():
        group, _, key = name.partition(".")
        if key:
            grouped[group][key] = array
        else:
            grouped[name] = array
    for group, names in (
        ("series", SERIES),
        ("probes", PROBES),
        ("spikes", SPIKES),
        ("sample", SAMPLE),
    ):
        missing = set(names) - grouped[group].keys()
        if missing:
            raise ValueError(f"no {group} {', '.join(sorted(missing))}")
    return {
        **grouped,
        "scenario": Scenario.model_validate(meta["scenario"]),
        "arm": str(meta["arm"]),
        "arm_label": str(meta["arm_label"]),
        "seed": int(meta["seed"]),
        "provenance": Provenance(**meta["provenance"]),
    }
