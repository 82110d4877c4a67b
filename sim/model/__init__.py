"""The science: one mechanism a file, each with its equation, source, parameters and function."""

from __future__ import annotations

from sim.model.calendar import EverydayParams, ProbeParams, TimeParams
from sim.model.consolidation import ConsolidationParams
from sim.model.dopamine import DopamineParams
from sim.model.drug import DrugParams
from sim.model.homeostasis import HomeostasisParams
from sim.model.network import GROUPS, PATTERNS, NetworkParams
from sim.model.neuron import NeuronParams
from sim.model.rapid_scaling import RapidScalingParams
from sim.model.settling import SettlingParams
from sim.model.spines import SpineParams
from sim.model.stdp import StdpParams
from sim.model.subjects import SubjectParams
from sim.model.synapse import SynapseParams
from sim.model.window import WindowParams

__all__ = [
    "GROUPS",
    "PATTERNS",
    "ConsolidationParams",
    "DopamineParams",
    "DrugParams",
    "EverydayParams",
    "HomeostasisParams",
    "NetworkParams",
    "NeuronParams",
    "ProbeParams",
    "RapidScalingParams",
    "SettlingParams",
    "SpineParams",
    "StdpParams",
    "SubjectParams",
    "SynapseParams",
    "TimeParams",
    "WindowParams",
]
