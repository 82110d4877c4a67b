"""A room: one class, one question, and a seat for each device.

A room goes through its stages in one direction: guessing, guesses closed, running, revealed, ended.
`Room.clear` leads back to the first one. `Room.reopen` leads once from closed guesses back to
guessing, for a class whose neighbours have talked; both guesses are kept. The teacher, who holds
the key, moves it on; a seat, which belongs to whoever holds its secret, guesses once and runs once.

The sessions of a server are threads, so everything here happens under one lock of the room. What
takes long, asking the pool for runs and reading their numbers, is done outside of it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from sim.errors import SimError
from sim.lessons import Lesson, scenario_of, whole
from sim.rooms.pooled import Pooled, Values, can_share_arms, read_values
from sim.runs import Batch, Pool, Task

MOST_SEATS = 60
LASTS_S = 2 * 60 * 60.0


class Stage(IntEnum):
    """How far a room has come."""

    GUESSING = 0
    CLOSED = 1
    RUNNING = 2
    REVEALED = 3
    ENDED = 4


class Why(StrEnum):
    """Why something was refused."""

    UNKNOWN = "unknown"  # no such room
    ENDED = "ended"
    FULL = "full"
    TOO_MANY = "too many"  # rooms at once
    NO_KEY = "no key"  # not the teacher
    NO_SEAT = "no seat"
    CLOSED = "closed"  # guessing is over
    NOT_YET = "not yet"  # nothing is run before the teacher says so


class Refused(SimError):
    """A room does not do what was asked for; nothing has changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Seat(NamedTuple):
    """One seat as its device sees it.

    Attributes
    ----------
    number : int
        Counts from 1.
    seed : int
        Of its runs.
    arms : tuple of str
        Those it runs.
    guess, sure : str
        Ids of the answer and of how sure it is; empty without one.
    first_guess : str
        The answer before guesses were opened again; empty without one.
    batch : Batch or None
        Its runs, while they wait or are under way.
    outcomes : dict of str to float, or None
        The outcome of each arm, once its runs have ended.
    error : BaseException or None
        Why its runs have brought nothing.
    """

    number: int
    seed: int
    arms: tuple[str, ...]
    guess: str
    sure: str
    first_guess: str
    batch: Batch | None
    outcomes: dict[str, float] | None
    error: BaseException | None


class Snapshot(NamedTuple):
    """A room as its board shows it, at one moment.

    Attributes
    ----------
    version : int
        Another one after every change.
    stage : Stage
    n_seats, n_guessed, n_running : int
    guesses : dict of str to int
        How often each answer was chosen; empty as long as guesses are taken.
    sure : dict of str to int
        How many were how sure; likewise.
    is_reopened : bool
        Whether the class was asked to guess again.
    first_guesses : dict of str to int
        How often each answer was chosen before that.
    pooled : Pooled
        The numbers of the runs that have ended.
    """

    version: int
    stage: Stage
    n_seats: int
    n_guessed: int
    n_running: int
    guesses: dict[str, int]
    sure: dict[str, int]
    is_reopened: bool
    first_guesses: dict[str, int]
    pooled: Pooled


@dataclass
class _Seat:
    """What the room knows of a seat; see `Seat`."""

    number: int
    guess: str = ""
    sure: str = ""
    first_guess: str = ""
    has_asked: bool = False  # for its runs; they may not be with the pool yet
    batch: Batch | None = None
    values: Values | None = None
    error: BaseException | None = None


class Room:
    """A room; made by `sim.rooms.Rooms.open`.

    Parameters
    ----------
    code : str
        The letters by which it is found.
    lesson : Lesson
        It asks the prediction of this lesson, and runs its main run.
    pool : Pool
        What runs are asked of.
    clock : callable
        Returns seconds.

    Attributes
    ----------
    key : str
        Secret of the teacher.
    """

    def __init__(
        self, code: str, lesson: Lesson, pool: Pool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.code, self.lesson, self.key = code, lesson, secrets.token_urlsafe(16)
        self.spec = whole(lesson)
        self.scenario = scenario_of(self.spec)
        self._pool, self._clock = pool, clock
        self._ends_s = clock() + LASTS_S
        self._lock = threading.Lock()
        self._stage = Stage.GUESSING
        self._is_reopened = self._are_arms_shared = False
        self._seats: dict[str, _Seat] = {}  # by the secret of their device
        self._version = 0
        self._snapshot: Snapshot | None = None

    # Of the teacher

    def is_teacher(self, key: str) -> bool:
        """Return whether a text is the key of this room."""
        return secrets.compare_digest(key.encode(), self.key.encode())

    def advance(self, key: str, stage: Stage) -> None:
        """Move on to a stage; a room that is there already, or further, stays where it is."""
        with self._lock:
            self._need_key(key)
            if stage == Stage.ENDED:
                self._end()
            elif stage > self._stage:
                self._stage = stage
                self._version += 1

    def reopen(self, key: str) -> None:
        """Take guesses again, once, before anything runs; those that stand are kept too."""
        with self._lock:
            self._need_key(key)
            if self._stage != Stage.CLOSED or self._is_reopened:
                return
            for seat in self._seats.values():
                seat.first_guess = seat.guess
            self._stage, self._is_reopened = Stage.GUESSING, True
            self._version += 1

    def share_arms(self, key: str) -> None:
        """Let seats run one arm each, in turn, in place of all arms; not once networks run."""
        with self._lock:
            self._need_key(key)
            if self._stage < Stage.RUNNING and can_share_arms(self.lesson):
                self._stage, self._are_arms_shared = Stage.RUNNING, True
                self._version += 1

    def clear(self, key: str) -> None:
        """Forget guesses and runs and begin again; whoever is here stays."""
        with self._lock:
            self._need_key(key)
            self._stop_runs()
            self._seats = {secret: _Seat(seat.number) for secret, seat in self._seats.items()}
            self._stage = Stage.GUESSING
            self._is_reopened = self._are_arms_shared = False
            self._version += 1

    # Of a seat

    def join(self, secret: str = "") -> str:
        """Take a seat, or come back to it; return the secret of the seat.

        Parameters
        ----------
        secret : str
            What an earlier call has returned to this device; empty without one.
        """
        with self._lock:
            self._need_open()
            if secret in self._seats:
                return secret
            if len(self._seats) >= MOST_SEATS:
                raise Refused(Why.FULL)
            secret = secrets.token_urlsafe(16)
            self._seats[secret] = _Seat(len(self._seats) + 1)
            self._version += 1
            return secret

    def guess(self, secret: str, answer: str = "", sure: str = "") -> None:
        """Take a guess, in place of an earlier one of this seat.

        Parameters
        ----------
        secret : str
        answer : str
            Id of an answer; empty: as before.
        sure : str
            How sure it is; empty: as before.

        Raises
        ------
        Refused
            If guesses are taken no longer.
        ValueError
            If the lesson has no such answer.
        """
        if answer and answer not in {option.id for option in self.lesson.predict.options}:
            raise ValueError(f"no answer '{answer}'")
        with self._lock:
            seat = self._need_seat(secret)
            if self._stage != Stage.GUESSING:
                raise Refused(Why.CLOSED)
            seat.guess, seat.sure = answer or seat.guess, sure or seat.sure
            self._version += 1

    def run(self, secret: str) -> None:
        """Ask for the runs of a seat; what was asked for already is not asked for again."""
        with self._lock:
            seat = self._need_seat(secret)
            if self._stage < Stage.RUNNING:
                raise Refused(Why.NOT_YET)
            if seat.has_asked:
                return
            seat.has_asked, seat.error = True, None
            self._version += 1
        batch = None
        try:
            batch = self._pool.submit(self._tasks(seat.number), spikes="none")
        finally:
            with self._lock:
                is_here = self._seats.get(secret) is seat
                seat.batch, seat.has_asked = batch, batch is not None
                self._version += 1
        if not is_here:  # cleared or ended meanwhile
            self._pool.cancel(batch)

    def seat(self, secret: str) -> Seat:
        """Return a seat as its device sees it."""
        self._collect()
        with self._lock:
            seat = self._need_seat(secret)
            outcomes = None
            if seat.values is not None:
                pooled = Pooled(self.lesson, {seat.number: seat.values})
                outcomes = {
                    arm: values[seat.number]
                    for arm, values in pooled.outcomes().items()
                    if seat.number in values
                }
            return Seat(
                seat.number,
                self._seed(seat.number),
                self._arms(seat.number),
                seat.guess,
                seat.sure,
                seat.first_guess,
                seat.batch,
                outcomes,
                seat.error,
            )

    # Of everybody

    @property
    def stage(self) -> Stage:
        """How far the room has come."""
        with self._lock:
            self._end_in_time()
            return self._stage

    def snapshot(self) -> Snapshot:
        """Return the room as its board shows it; the same object until something changes."""
        self._collect()
        with self._lock:
            self._end_in_time()
            if self._snapshot is None or self._snapshot.version != self._version:
                self._snapshot = self._new_snapshot()
            return self._snapshot

    def _new_snapshot(self) -> Snapshot:
        seats = self._seats.values()
        is_open = self._stage == Stage.GUESSING
        guessed = [seat for seat in seats if seat.guess]
        return Snapshot(
            self._version,
            self._stage,
            n_seats=len(seats),
            n_guessed=len(guessed),
            n_running=sum(seat.has_asked and seat.values is None for seat in seats),
            guesses={} if is_open else dict(Counter(seat.guess for seat in guessed)),
            sure={} if is_open else dict(Counter(seat.sure for seat in guessed if seat.sure)),
            is_reopened=self._is_reopened,
            first_guesses=dict(Counter(seat.first_guess for seat in seats if seat.first_guess)),
            pooled=Pooled(
                self.lesson, {seat.number: seat.values for seat in seats if seat.values is not None}
            ),
        )

    def _collect(self) -> None:
        """Read the numbers of runs that have ended."""
        with self._lock:
            over = [
                (seat, seat.batch)
                for seat in self._seats.values()
                if seat.batch is not None and seat.batch.is_over
            ]
        for seat, batch in over:
            is_whole = len(batch.results) == len(batch.tasks)
            values = read_values(self.lesson, tuple(batch.results.values())) if is_whole else None
            with self._lock:
                if seat.batch is batch:
                    seat.values, seat.error, seat.batch = values, batch.error, None
                    seat.has_asked = is_whole
                    self._version += 1

    def _tasks(self, number: int) -> list[Task]:
        return [Task(self.scenario, arm, self._seed(number)) for arm in self._arms(number)]

    def _arms(self, number: int) -> tuple[str, ...]:
        arms = tuple(self.spec.arms)
        return (arms[(number - 1) % len(arms)],) if self._are_arms_shared else arms

    def _seed(self, number: int) -> int:
        return (self.spec.seed or 0) + number - 1

    # What follows is called under the lock.

    def _need_key(self, key: str) -> None:
        if not self.is_teacher(key):
            raise Refused(Why.NO_KEY)
        self._need_open()

    def _need_open(self) -> None:
        self._end_in_time()
        if self._stage == Stage.ENDED:
            raise Refused(Why.ENDED)

    def _need_seat(self, secret: str) -> _Seat:
        self._need_open()
        if secret not in self._seats:
            raise Refused(Why.NO_SEAT)
        return self._seats[secret]

    def _end_in_time(self) -> None:
        if self._stage != Stage.ENDED and self._clock() >= self._ends_s:
            self._end()

    def _end(self) -> None:
        """Forget all there is; only the letters and the lesson stay."""
        self._stop_runs()
        self._seats = {}
        self._stage = Stage.ENDED
        self._version += 1

    def _stop_runs(self) -> None:
        for seat in self._seats.values():
            if seat.batch is not None:
                self._pool.cancel(seat.batch)
