"""The rooms of a server, found by four letters."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

from sim.lessons import Lesson
from sim.rooms.room import LASTS_S, Refused, Room, Stage, Why
from sim.runs import Pool

# No vowels, so that no word comes about, and none of two letters that look or sound alike.
LETTERS = "BCDFHJKLMPRSTX"
CODE_LENGTH = 4
MOST_OPEN = 40


class Rooms:
    """Rooms by their code.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rooms: dict[str, Room] = {}
        self._opened_s: dict[str, float] = {}

    def open(self, lesson: Lesson, pool: Pool) -> Room:
        """Open a room in which the question of a lesson is asked.

        Raises
        ------
        Refused
            If as many rooms are open as a server has room for.
        """
        with self._lock:
            self._forget_old()
            if sum(room.stage != Stage.ENDED for room in self._rooms.values()) >= MOST_OPEN:
                raise Refused(Why.TOO_MANY)
            code = _new_code()
            while code in self._rooms:
                code = _new_code()
            self._rooms[code] = Room(code, lesson, pool, self._clock)
            self._opened_s[code] = self._clock()
            return self._rooms[code]

    def find(self, code: str) -> Room:
        """Return the room of a code, however it is written; it may have ended.

        Raises
        ------
        Refused
            If there is none.
        """
        with self._lock:
            self._forget_old()
            room = self._rooms.get(tidy(code))
        if room is None:
            raise Refused(Why.UNKNOWN)
        return room

    def _forget_old(self) -> None:
        """Drop rooms that ended long ago; until then their code says that they have ended."""
        for code, opened_s in list(self._opened_s.items()):
            if self._clock() - opened_s >= 2.0 * LASTS_S:
                del self._rooms[code], self._opened_s[code]


def tidy(code: str) -> str:
    """Return a code in capitals, without blanks, as it is on the board."""
    return "".join(code.split()).upper()


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


ROOMS = Rooms()
