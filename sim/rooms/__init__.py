"""Rooms: a class guesses together, and each device runs one seed of the same settings.

Rooms live in the memory of one server and nowhere else. They hold choices and numbers of runs: no
name, no address, no text that somebody has typed.
"""

from __future__ import annotations

from sim.rooms.pooled import Pooled, can_share_arms, outcome_of
from sim.rooms.registry import ROOMS, Rooms
from sim.rooms.room import LASTS_S, MOST_SEATS, Refused, Room, Seat, Snapshot, Stage, Why

__all__ = [
    "LASTS_S",
    "MOST_SEATS",
    "ROOMS",
    "Pooled",
    "Refused",
    "Room",
    "Rooms",
    "Seat",
    "Snapshot",
    "Stage",
    "Why",
    "can_share_arms",
    "outcome_of",
]
