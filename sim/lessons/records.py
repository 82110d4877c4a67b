"""Parts of a lesson: a question, runs, answers that rules decide about, and texts.

No answer is marked as right in a file. Each has rules, and the runs decide which of them hold.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.lessons.exercises import Card, GradeExercise, Row, RowExercise, Text
from sim.lessons.rules import Number, Rule
from sim.params import Params
from sim.scenario.arms import Name, Overrides

CURVE_POINTS = 6
MOST_SEEDS = 40

LessonId = Annotated[str, Field(pattern=r"^L([1-9]|1[0-2])$")]
Wrong = Annotated[str, Field(pattern=r"^(MIS([1-9]|1[0-4])|MOD[1-5])?$")]


class ArmChange(Params):
    """Values that one arm of a run changes, and the name that the lesson gives it."""

    arm: Name = Field(description="Id of an arm of the preset.")
    label: str = Field("", max_length=60, description="Name in this lesson; empty: as it was.")
    set: Overrides = Field((), description='Values of this arm: { "practice.start_d" = 17.0 }.')


class Spec(Params):
    """A run of a lesson; what is left out is taken from the main run."""

    preset: str = Field("", max_length=60, description="Id of a preset.")
    set: Overrides = Field((), description="Values changed in all arms, beside the main run's.")
    own: tuple[ArmChange, ...] = Field((), description="Values and names of single arms.")
    arms: tuple[Name, ...] = Field((), max_length=4, description="Arms that are run.")
    seeds: int | None = Field(None, ge=1, le=MOST_SEEDS, description="Number of seeds.")
    seed: int | None = Field(None, ge=0, le=999_999, description="First seed.")


class Option(Params):
    """An answer: a statement that runs can disprove.

    Without ``run`` it is about the main run, with it about a run of its own: "try my idea".
    """

    id: Name = Field(description="Name of the answer.")
    text: Text = Field(description="What the student may think.")
    fits: tuple[Rule, ...] = Field(min_length=1, description="All hold if the answer fits.")
    misconception: Wrong = Field("", description="MIS1 to MIS14 or MOD1 to MOD5, if it is one.")
    run: Spec | None = Field(None, description="Run that tests it; none: the main run.")
    predicts: str = Field("", max_length=300, description="What the idea predicts for that run.")
    found: str = Field("", max_length=300, description="What the run shows, with {numbers}.")
    numbers: tuple[Number, ...] = Field((), description="Numbers of that run.")


class Question(Params):
    """A closed question whose answer follows from runs."""

    question: Text = Field(description="The question.")
    options: tuple[Option, ...] = Field(min_length=2, max_length=4, description="Answers.")
    why: str = Field("", max_length=600, description="What to say afterwards, with {numbers}.")


class Curve(Params):
    """A curve the student draws before the run: a measure of one arm on some test days."""

    question: Text = Field(description="What to draw.")
    measure: str = Field(min_length=1, max_length=60, description="Name of a measure, 0 to 1.")
    arm: Name = Field(description="Arm of the main run.")
    days: tuple[float, ...] = Field(
        min_length=CURVE_POINTS, max_length=CURVE_POINTS, description="Test days, in order."
    )
    start: float = Field(0.1, ge=0, le=1, description="Height of the curve before it is drawn.")


class Scene(Params):
    """Step 1."""

    text: Text = Field(description="Two sentences.")
    picture: Literal["plan", "networks", "one_run"] = Field(
        description="Plan of the arms, sketch of the networks, or one run of the main settings."
    )
    watch: Spec | None = Field(
        None,
        description="One arm, played in its test of day 0 alone; none: the one run of the picture.",
    )
    found: str = Field("", max_length=300, description="What the one run shows, with {numbers}.")

    @model_validator(mode="after")
    def _has_one_run(self) -> Self:
        if (self.watch is None) != (self.picture == "one_run"):
            raise ValueError("'watch', or the picture 'one_run', and not both")
        return self


class Predict(Question):
    """Step 2: a choice, and perhaps a curve before it."""

    curve: Curve | None = Field(None, description="Curve to draw; none: only the choice.")


class Control(Params):
    """A control of step 3; its range is part of the lesson."""

    path: str = Field(min_length=1, max_length=80, description="Dotted path of a parameter.")
    label: Text = Field(description="Label with its unit.")
    values: tuple[float | str, ...] = Field(min_length=2, max_length=12, description="Choices.")


class Picture(Params):
    """A picture of runs; for one that can show any measure, which one and on which test day."""

    plot: Name = Field(description="Id of a plot.")
    measure: str = Field("", max_length=60, description="Name of a measure; empty: none.")
    day: float = Field(0.0, ge=0, description="Test day.", json_schema_extra={"unit": "days"})


class Observe(Question):
    """Step 4."""

    pictures: tuple[Picture, ...] = Field(
        min_length=1, max_length=3, description="What is looked at, the first beside the question."
    )


class Explain(Params):
    """Step 5."""

    prompt: Text = Field(description="What the student explains in one sentence.")
    text: Text = Field(description="Model explanation, with {numbers}.")
    ideas: tuple[Text, ...] = Field(min_length=2, max_length=5, description="Key ideas to tick.")
    pictures: tuple[Picture, ...] = Field((), description="What is looked at; empty: as before.")


class StandsFor(Params):
    """An arm of the main run and the one that takes its place in the contrast."""

    arm: Name = Field(description="Arm of the main run.")
    by: Name = Field(description="Arm of the run of the contrast.")


class Push(Params):
    """Step 6: one change under which a statement that holds in the main run fails."""

    text: Text = Field(description="The change, in words.")
    question: Text = Field(description="The statement, as a question: does it still hold?")
    run: Spec = Field(description="The change.")
    flip: Rule = Field(description="Holds in the main run, fails in this one.")
    pictures: tuple[Picture, ...] = Field((), description="What is looked at; empty: as before.")
    stands_for: tuple[StandsFor, ...] = Field((), description="Arms that take others' places.")
    found: Text = Field(description="What the run shows, with {numbers}.")
    why: Text = Field(description="Why, with {numbers}.")


class Ending(Params):
    """Two ways to end: a worked case for those new to it, a task for the others."""

    case: tuple[Text, ...] = Field(min_length=2, max_length=5, description="Steps of the case.")
    task: Text = Field(description="What to explain.")


class Finding(Params):
    """A finding in plain words, and the row of numbers that it stands in."""

    text: Text = Field(description="What was found, and in whom.")
    row: Row = Field(description="Row of numbers.")


class Rival(Params):
    """One of several ideas that the lesson sets beside each other, with its evidence."""

    name: Text = Field(description="Short name.")
    text: Text = Field(description="The idea, in two sentences.")
    speaks_for: tuple[Finding, ...] = Field(min_length=1, description="What speaks for it.")
    speaks_against: tuple[Finding, ...] = Field(min_length=1, description="What speaks against it.")
    not_known: Text = Field(description="What has not been measured.")


class Misconception(Params):
    """A wrong idea that the lesson answers."""

    id: Wrong = Field(min_length=1, description="MIS1 to MIS14 or MOD1 to MOD5.")
    text: Text = Field(description="The idea.")


class Lesson(Params):
    """A lesson of seven steps; read by `sim.lessons.read_lesson`, which checks how parts fit."""

    id: LessonId = Field(description="L1 to L12.")
    title: str = Field(min_length=1, max_length=60, description="Short name.")
    question: str = Field(min_length=1, max_length=120, description="The driving question.")
    minutes: int = Field(ge=1, le=60, description="Class time.", json_schema_extra={"unit": "min"})
    level: Literal["starter", "standard", "advanced"] = Field(description="For whom it is.")
    theme: Literal["learning", "window", "stability", "evidence"] = Field(
        description="Under which heading it stands."
    )
    experiments: tuple[str, ...] = Field((), description="Teachable experiments: EX1 to EX12.")
    concepts: tuple[Text, ...] = Field(description="Core concepts of the course frame FUN.")
    misconceptions: tuple[Misconception, ...] = Field(min_length=1, description="Wrong ideas.")
    evidence: tuple[Card, ...] = Field(min_length=1, description="Claim cards it rests on.")
    run: Spec = Field(description="The main run; preset, arms and seeds are required.")
    play: Spec = Field(description="Where to play first: runs that tell nothing of the answer.")
    controls: tuple[Control, ...] = Field((), max_length=3, description="Shown in step 3.")
    numbers: tuple[Number, ...] = Field((), description="Numbers that texts name.")
    nudges: tuple[Text, ...] = Field((), max_length=3, description="Questions that help.")
    rivals: tuple[Rival, ...] = Field((), max_length=4, description="Ideas beside each other.")
    scene: Scene = Field(description="Step 1.")
    predict: Predict = Field(description="Step 2.")
    observe: Observe = Field(description="Step 4.")
    explain: Explain = Field(description="Step 5.")
    push: Push = Field(description="Step 6.")
    checks: tuple[Question, ...] = Field(min_length=2, max_length=2, description="Step 7.")
    grades: GradeExercise | None = Field(None, description="Sentences to grade, in step 7.")
    rows: RowExercise | None = Field(None, description="Questions about studies, in step 7.")
    ending: Ending = Field(description="End of step 7.")
    likeness: tuple[Text, ...] = Field(
        min_length=2, max_length=2, description="How the model is like, and unlike, its subject."
    )
    leaves_out: tuple[Text, ...] = Field(min_length=1, description="What the lesson leaves out.")
    traps: tuple[Text, ...] = Field(
        (), max_length=4, description="Where a class goes wrong, for the teacher's plan."
    )
    next: LessonId = Field(description="The lesson to go on with.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.run.preset or not self.run.arms or self.run.seeds is None:
            raise ValueError("'preset', 'arms' and 'seeds' in [run]")
        if any(not nudge.endswith("?") for nudge in self.nudges):
            raise ValueError("nudges that are questions")
        return self

    @property
    def exercises(self) -> tuple[GradeExercise | RowExercise, ...]:
        """The exercises of step 7 that the evidence decides."""
        return tuple(exercise for exercise in (self.grades, self.rows) if exercise is not None)
