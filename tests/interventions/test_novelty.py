"""Novelty: patterns other than the cued ones, in turn, and never a cue."""

from __future__ import annotations

from sim.interventions import Novelty


def patterns(**changes):
    sessions = Novelty(name="n", from_d=2.0, to_d=7.0, **changes).sessions()
    assert [session.start_d for session in sessions] == [2.0, 3.0, 4.0, 5.0, 6.0]
    return "".join(session.pattern for session in sessions)


def test_C_and_D_take_turns_and_B_joins_if_asked():
    assert patterns() == "CDCDC"
    assert patterns(with_b=True) == "CDBCD"


def test_there_is_no_cue_and_it_does_not_count_as_practice():
    for session in Novelty(name="n", with_b=True).sessions():
        assert session.cue_hz == 0.0 and session.teacher_hz > 0.0 and not session.is_practice
