"""Records of the evidence: claim cards, rows of numbers, and citations."""

from __future__ import annotations

import re
from dataclasses import dataclass

GRADE_MEANS = {
    "strong human": "repeated randomised trials, a meta-analysis, or a fact of a drug label",
    "moderate human": "small randomised trials, or consistent physiology in people",
    "animal-only": "shown in animals, not in people",
    "contested": "good studies disagree, the main test found nothing, or one small study is all",
    "marketing overclaim": "told as a fact, and not supported as told",
    "opinion": "a judgement that no study can decide",
}
GRADES = tuple(GRADE_MEANS)
NOT_CHECKED = "not checked"
STATUSES = {  # of the numbers of a row
    "found": "read in an abstract, a table or an excerpt",
    "memory": f"remembered, {NOT_CHECKED}",
    "derived": "computed here from other rows",
    "mixed": f"the study was found; a part of the row was {NOT_CHECKED}",
}
SPECIES = {  # in whom, as the rows say it
    "mouse": re.compile(r"\b(mouse|mice)\b", re.I),
    "rat": re.compile(r"\brats?\b", re.I),
    "other animal": re.compile(r"\b(marmoset|NHP)\b"),
    "slice or dish": re.compile(r"\b(slice|culture|in vitro)\b", re.I),
    "people": re.compile(
        r"\b(humans?|people|volunteers|men|TRD\d*|MDD|RCT|STAR\*D|users|"
        r"students|adults|women|responders|veterans|SSRI|esketamine|ELEKT-D|MADRS|LSAS|phase-3)\b",
        re.I,
    ),
}
_NO_EFFECT = re.compile(
    r"\b(NULL|n\.s\.|no (\w+ )?(change|effect|difference|association)|not changed|missed)", re.I
)
_INTERVALS = {"ci95": ", 95 % CI", "ci90": ", 90 % CI", "sd_or_se": ", one SD or SE"}


def _link(doi: str, url: str) -> str:
    return f"https://doi.org/{doi}" if doi else url


@dataclass(frozen=True)
class Target:
    """One row of numbers.

    Attributes
    ----------
    id : str
        Letter and number, such as ``H01a``.
    quantity, unit, context : str
        What was measured, in which unit, in whom and how.
    low, mid, high : float or None
        In ``unit``. Low and high bound one quantity; they are never two arms of a trial.
    range_kind : str
        What low and high are: ``range``, ``window`` (of time), ``ci95``, ``ci90``, ``sd_or_se``.
    source, doi, url : str
        Where it was read; doi and url may be empty.
    confidence : str
        ``high``, ``medium`` or ``low``.
    status : str
        One of `STATUSES`.
    """

    id: str
    quantity: str
    low: float | None
    mid: float | None
    high: float | None
    range_kind: str
    unit: str
    context: str
    source: str
    doi: str
    url: str
    confidence: str
    status: str

    @property
    def is_checked(self) -> bool:
        """Whether its numbers may be shown as facts."""
        return self.status in ("found", "derived")

    @property
    def link(self) -> str:
        """Address to read on, or nothing."""
        return _link(self.doi, self.url)

    @property
    def value(self) -> str:
        """The numbers with their unit; nothing if one of them was not checked."""
        if not self.is_checked:
            return ""
        numbers = [] if self.mid is None else [f"{self.mid:g}"]
        if self.low is not None and self.high is not None and self.low < self.high:
            interval = f"{self.low:g} to {self.high:g}{_INTERVALS.get(self.range_kind, '')}"
            numbers.append(f"({interval})" if numbers else interval)
        return " ".join((*numbers, self.unit))

    @property
    def value_or_note(self) -> str:
        """The numbers with their unit; ``not checked`` if one of them was not."""
        return self.value or NOT_CHECKED

    @property
    def species(self) -> tuple[str, ...]:
        """Names in `SPECIES` that the row mentions; empty where it does not say in whom."""
        text = f"{self.quantity} {self.context}"
        return tuple(name for name, pattern in SPECIES.items() if pattern.search(text))

    @property
    def is_null(self) -> bool:
        """Whether the row reports a comparison without a clear effect."""
        return bool(_NO_EFFECT.search(f"{self.quantity} {self.unit} {self.context}"))


@dataclass(frozen=True)
class Citation:
    """One work that cards cite.

    Attributes
    ----------
    short : str
        Name and year, as cards cite it.
    work : str
        Journal, or what kind of page it is.
    verified : bool
        Whether what it is cited for was read, at least in an abstract, and can be found again.
    doi, url, note : str
        Each may be empty.
    """

    short: str
    work: str
    verified: bool
    doi: str = ""
    url: str = ""
    note: str = ""

    @property
    def link(self) -> str:
        """Address to read on, or nothing."""
        return _link(self.doi, self.url)


@dataclass(frozen=True)
class Unverified:
    """A remark from memory that was not checked; shown as such, and without numbers."""

    text: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """A claim of the popular story, with its grade and what the toy makes of it.

    Attributes
    ----------
    id, group : str
        ``CL01`` to ``CL72``, and the letter of its group.
    claim : str
        What is said, in our words.
    grade, grade_note : str
        One of `GRADES`, and what the grade does not cover.
    toy : str
        What the toy network has of it.
    shown_by : tuple of str
        Ids of presets that show it; empty when ``card_only`` gives the reason why none does.
    card_only : str
    analogy : str
        Why these presets are no more than an analogy; empty where one of them makes a claim that
        rests on a row of ``targets``.
    caveat : str
        What a student is told.
    unverified : tuple of Unverified
    citations : tuple of Citation
    targets : tuple of str
        Ids of checked rows. Every number of the card stands in one of them.
    parameters : tuple of str
        Dotted paths that belong to it; an intervention goes by its kind.
    tests : tuple of str
        Acceptance tests that belong to it, ``V01`` to ``V24``.
    """

    id: str
    group: str
    claim: str
    grade: str
    grade_note: str
    toy: str
    shown_by: tuple[str, ...]
    card_only: str
    analogy: str
    caveat: str
    unverified: tuple[Unverified, ...]
    citations: tuple[Citation, ...]
    targets: tuple[str, ...]
    parameters: tuple[str, ...]
    tests: tuple[str, ...]
