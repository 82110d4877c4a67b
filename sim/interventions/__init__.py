"""All interventions, by which an arm acts on the network: explicit list, one file each."""

from __future__ import annotations

from sim.interventions.ageing import Ageing
from sim.interventions.blocker import Blocker
from sim.interventions.course import Course
from sim.interventions.cue_reward import CueReward
from sim.interventions.dose import Dose
from sim.interventions.erase import Erase
from sim.interventions.excite_young import ExciteYoung
from sim.interventions.exercise import Exercise
from sim.interventions.lesion import CellLoss
from sim.interventions.novelty import Novelty
from sim.interventions.nutrition import Nutrition
from sim.interventions.practice import Practice
from sim.interventions.quiet_mind import QuietMind
from sim.interventions.sleep import Sleep
from sim.interventions.ssri import Ssri
from sim.interventions.stress import Stress
from sim.interventions.young_neurons import YoungNeurons

INTERVENTIONS = (
    Ageing,
    Blocker,
    Course,
    CueReward,
    Dose,
    Erase,
    ExciteYoung,
    Exercise,
    CellLoss,
    Novelty,
    Nutrition,
    Practice,
    QuietMind,
    Sleep,
    Ssri,
    Stress,
    YoungNeurons,
)

__all__ = [
    "INTERVENTIONS",
    "Ageing",
    "Blocker",
    "CellLoss",
    "Course",
    "CueReward",
    "Dose",
    "Erase",
    "ExciteYoung",
    "Exercise",
    "Novelty",
    "Nutrition",
    "Practice",
    "QuietMind",
    "Sleep",
    "Ssri",
    "Stress",
    "YoungNeurons",
]
