"""The scenario: parameter tables, interventions, arms and the claims of a lesson."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, Self, Union

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from sim.assays.balance import BalanceParams
from sim.assays.basin import BasinParams
from sim.assays.challenge import ChallengeParams
from sim.assays.kick import KickParams
from sim.assays.leaving import LeavingParams
from sim.assays.pairing import PairingParams
from sim.assays.reversal import ReversalParams
from sim.assays.waking import WakingParams
from sim.errors import Problem, ScenarioError
from sim.interventions import INTERVENTIONS
from sim.model import (
    ConsolidationParams,
    DopamineParams,
    DrugParams,
    EverydayParams,
    HomeostasisParams,
    NetworkParams,
    NeuronParams,
    ProbeParams,
    RapidScalingParams,
    SettlingParams,
    SpineParams,
    StdpParams,
    SubjectParams,
    SynapseParams,
    TimeParams,
    WindowParams,
)
from sim.params import Params
from sim.phrases import suggest
from sim.scenario.arms import Arm, Expect, Name
from sim.scenario.build import Source, build, revised
from sim.scenario.paths import UnknownPath, locate
from sim.scenario.plain_data import freeze, replaced
from sim.scenario.relations import relations

# Version of the file format, and of the numbers a scenario leads to. The second is raised whenever
# an unchanged scenario would give other results, so that an old stored result is never shown.
SCHEMA = 1
MODEL_VERSION = 6

# Parts of a scenario that explain it and never change a number.
_TEXTS = {"schema_", "id", "title", "level", "minutes", "question", "look_at", "leaves_out"}
_TEXTS |= {"misreadings", "experiments", "control", "discuss", "headline", "headline_day"}
_TEXTS |= {"first_look", "first_look_alike", "arm", "expect"}

# Fields that are empty in a scenario of a single arm.
_WITHOUT_ARMS = {"arm": (), "expect": (), "control": "", "first_look": (), "first_look_alike": ""}


def _known_version(number: int) -> int:
    if number > SCHEMA:
        raise ValueError(f"at most {SCHEMA}; the file needs a newer version of plasticity-lab")
    return number


AnyIntervention = Annotated[Union[INTERVENTIONS], Field(discriminator="kind")]  # noqa: UP007
Sentence = Annotated[str, Field(min_length=1, max_length=400)]
Experiment = Annotated[str, Field(pattern=r"^EX([1-9]|1[0-2])$")]
Version = Annotated[int, AfterValidator(_known_version)]


def _table(params: type[Params]) -> Any:
    """Return the field of a table whose every value may be left out."""
    return Field(default_factory=params)


class Scenario(Params):
    """A complete experiment: what is simulated, which arms are compared, what is claimed.

    Frozen, hashable and equal by value. Made by `sim.load`, by `sim.scenario.read_scenario` or by
    `with_changes`, which all report every mistake at once.
    """

    model_config = ConfigDict(populate_by_name=True)

    schema_: Version = Field(
        SCHEMA, ge=1, alias="schema", description=f"Version of this file format, now {SCHEMA}."
    )
    id: Name = Field(description="Name of the scenario, equal to the file name without .toml.")
    title: str = Field(min_length=1, max_length=80, description="Title on the page.")
    level: Literal["starter", "standard", "advanced"] = Field(
        "standard", description="For whom it is."
    )
    minutes: int = Field(
        20, ge=1, le=600, description="Class time.", json_schema_extra={"unit": "min"}
    )
    question: str = Field("", max_length=200, description="The question the lesson asks.")
    look_at: str = Field("", max_length=400, description="Where to look in the pictures.")
    leaves_out: tuple[Sentence, ...] = Field((), description="What the model leaves out.")
    experiments: tuple[Experiment, ...] = Field(
        (), description="Teachable experiments it belongs to: EX1 to EX12."
    )
    control: str = Field("", description="Id of the arm that the others are compared with.")
    headline: str = Field(
        "answer.b", min_length=1, max_length=60, description="Measure that the result is told by."
    )
    headline_day: float | None = Field(
        None,
        ge=0,
        description="Test day of that measure; none: the last.",
        json_schema_extra={"unit": "days"},
    )
    first_look: tuple[str, ...] = Field(
        (),
        description="Ids of the two to four arms that the question is about, which are shown "
        "first; empty: the control and the first other arm.",
        json_schema_extra={"maxItems": 4, "uniqueItems": True},
    )
    first_look_alike: str = Field(
        "",
        max_length=300,
        description="Why the headline is about the same in the arms of the first look; empty if "
        "it differs.",
    )
    discuss: str = Field("", max_length=300, description="A question to talk about afterwards.")
    misreadings: tuple[Sentence, ...] = Field((), description="Wrong conclusions to guard against.")

    time: TimeParams = _table(TimeParams)
    network: NetworkParams = _table(NetworkParams)
    neuron: NeuronParams = _table(NeuronParams)
    synapse: SynapseParams = _table(SynapseParams)
    stdp: StdpParams = _table(StdpParams)
    consolidation: ConsolidationParams = _table(ConsolidationParams)
    spines: SpineParams = _table(SpineParams)
    homeostasis: HomeostasisParams = _table(HomeostasisParams)
    settling: SettlingParams = _table(SettlingParams)
    drug: DrugParams = _table(DrugParams)
    window: WindowParams = _table(WindowParams)
    rapid_scaling: RapidScalingParams = _table(RapidScalingParams)
    dopamine: DopamineParams = _table(DopamineParams)
    subjects: SubjectParams = _table(SubjectParams)
    everyday: EverydayParams = _table(EverydayParams)
    probe: ProbeParams = _table(ProbeParams)
    assay_kick: KickParams = _table(KickParams)
    assay_basin: BasinParams = _table(BasinParams)
    assay_reversal: ReversalParams = _table(ReversalParams)
    assay_challenge: ChallengeParams = _table(ChallengeParams)
    assay_pairing: PairingParams = _table(PairingParams)
    assay_balance: BalanceParams = _table(BalanceParams)
    assay_waking: WakingParams = _table(WakingParams)
    assay_leaving: LeavingParams = _table(LeavingParams)

    intervention: tuple[AnyIntervention, ...] = Field(
        (), max_length=40, description="What happens to the network, each block with its own name."
    )
    arm: tuple[Arm, ...] = Field((), max_length=20, description="The branches compared.")
    expect: tuple[Expect, ...] = Field((), max_length=60, description="The claims of the lesson.")

    def __repr__(self) -> str:
        arms = ", ".join(arm.id for arm in self.arm)
        return (
            f"<Scenario {self.id}: {self.title!r}, {self.time.length_d:g} days"
            f"{f', arms: {arms}' if arms else ''}>"
        )

    __str__ = __repr__

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        data = self.model_dump(by_alias=True)
        findings = list(relations(type(self), data))
        if findings:
            source = Source("scenario")
            raise ScenarioError(source.problem(finding, data) for finding in findings)
        return self

    def with_changes(self, changes: Mapping[str, Any], *, where: str = "change") -> Self:
        """Return a scenario with other values.

        Parameters
        ----------
        changes : mapping of str to value
            Dotted paths, interventions by name: ``{"practice.start_d": 28.0}``. Values that an arm
            sets itself stay as the arm sets them.
        where : str
            Name of the place of a mistake: ``--set``, ``link`` ...

        Raises
        ------
        ScenarioError
            With every mistake.
        """
        data = self.model_dump(by_alias=True)
        parts, problems = {}, []
        for path, value in changes.items():
            try:
                part, *rest = locate(type(self), data, path)
            except UnknownPath as error:
                problems.append(Problem(where, path, error.found, error.allowed, error.suggestion))
            else:
                parts[part] = replaced(parts.get(part, data[part]), rest, freeze(value))
        try:
            scenario = self._revised(parts, where)
        except ScenarioError as error:
            raise ScenarioError((*problems, *error.problems)) from None
        if problems:
            raise ScenarioError(problems)
        return scenario

    def with_arms(self, arms: Iterable[Arm], *, where: str = "change") -> Self:
        """Return a scenario with other arms.

        Raises
        ------
        ScenarioError
            With every mistake, for instance a value that an arm may not set.
        """
        return self._revised({"arm": tuple(freeze(arm.model_dump()) for arm in arms)}, where)

    def _revised(self, parts: Mapping[str, Any], where: str) -> Self:
        """Return a scenario with some parts replaced; raises `ScenarioError` with every mistake."""
        scenario = revised(self, parts)
        if scenario is not None:
            return scenario
        return build(type(self), {**self.model_dump(by_alias=True), **parts}, Source(where))

    def arm_names(self) -> dict[str, str]:
        """Return the name of each arm by its id; with the id behind it where two share a name."""
        names = [arm.name for arm in self.arm]
        return {
            arm.id: f"{arm.name} ({arm.id})" if names.count(arm.name) > 1 else arm.name
            for arm in self.arm
        }

    def first_arms(self) -> tuple[str, ...]:
        """Return the ids of the arms that are shown first.

        Those that `first_look` names, or else the control and the first other arm, or else the
        first two of the file. A scenario with one arm shows that one.
        """
        known = tuple(arm.id for arm in self.arm)
        order = dict.fromkeys((self.control, *known)) if self.control else known
        return self.first_look or tuple(order)[:2]

    def for_arm(self, arm: str) -> Self:
        """Return the resolved scenario of one arm: its values, only its interventions, no arms.

        Raises
        ------
        ScenarioError
            When there is no such arm, with the nearest one.
        """
        by_id = {known.id: known for known in self.arm}
        if not isinstance(arm, str):
            found, known = repr(arm)[:60], ", ".join(by_id)
            raise ScenarioError([Problem(self.id, "arm", found, f"one of: {known}")])
        if arm not in by_id:
            found, allowed = f"arm '{arm[:60]}'", f"one of: {', '.join(by_id) or 'no arm at all'}"
            raise ScenarioError([Problem(self.id, "arm", found, allowed, suggest(arm, by_id))])
        return _of_arm(self, arm)

    def afterwards(self) -> tuple[str, ...]:
        """Return the notes of its interventions that belong to every result."""
        return tuple(note for note in (act.afterwards() for act in self.intervention) if note)

    def fingerprint(self, arm: str | None, seed: int) -> str:
        """Return the sha256 of everything that decides the numbers of one run, in hexadecimal.

        Texts, ids and labels are left out, and so is the order of the interventions.

        Parameters
        ----------
        arm : str or None
            Id of an arm; None when this scenario is resolved already.
        seed : int
            Seed of the run.
        """
        data = _what_decides(self if arm is None else self.for_arm(arm))
        whole = {"scenario": data, "seed": int(seed), "model_version": MODEL_VERSION}
        text = json.dumps(whole, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode("ascii")).hexdigest()


# The runs of a cohort ask for the same few scenarios again and again.
@lru_cache(maxsize=256)
def _of_arm(scenario: Scenario, arm: str) -> Scenario:
    """Return the resolved scenario of an arm that is there."""
    data = scenario.model_dump(by_alias=True)
    parts = {"intervention": data["intervention"]}
    chosen = next(known for known in scenario.arm if known.id == arm)
    for path, value in chosen.set:
        part, *rest = locate(type(scenario), data, path)
        parts[part] = replaced(parts.get(part, data[part]), rest, value)
    parts["intervention"] = tuple(act for act in parts["intervention"] if act["name"] in chosen.use)
    return scenario._revised({**parts, **_WITHOUT_ARMS}, f"{scenario.id}, arm {arm}")


@lru_cache(maxsize=256)
def _what_decides(resolved: Scenario) -> dict[str, Any]:
    """Return everything of a resolved scenario that decides numbers; nobody may change it."""
    data = freeze(resolved.model_dump(by_alias=True, exclude=_TEXTS))
    data["intervention"] = sorted(data["intervention"], key=lambda act: act["name"])
    return data
