"""verify: which claims hold, which are known not to, and the exit code of both."""

from __future__ import annotations

import json

import pytest

from sim.cli.commands.verify import acceptance_summary
from sim.many import Claim

REASON = "The dose is too small."
KNOWN = f'test = "V09"\nfails_because = "{REASON}"\n'
OTHER = """
[[expect]]
measure = "spine_count"
day = 2.0
arm = "nothing"
{bound}
test = "V08"
seeds = 1
text = "The number of synapses."
"""


@pytest.fixture
def preset(tiny_text, tmp_path):
    """Write the small scenario with a claim that holds or does not, and more lines below it."""

    def write(*, holds, more=""):
        sides = 'more = "{}"\nless = "{}"'
        text = tiny_text.replace("seeds = 2", "seeds = 1")
        if not holds:
            text = text.replace(
                sides.format("treated", "nothing"), sides.format("nothing", "treated")
            )
        path = tmp_path / "claims.toml"
        path.write_text(text + more, encoding="utf-8")
        return path

    return write


def test_verify_passes_where_every_claim_holds(cli, tiny_file):
    result = cli("verify", tiny_file)
    assert result.exit_code == 0
    assert "pass" in result.stdout
    assert "1 of 1 claims hold" in result.stdout
    found = json.loads(cli("verify", tiny_file, "--seeds", "5:8", "--json").stdout)
    assert found["passed"] is True
    (claim,) = found["scenarios"][0]["claims"]
    assert claim["n_seeds"] == 3
    assert claim["text"] == "The dose makes a surge."


def test_verify_fails_with_its_own_code_where_a_claim_does_not_hold(cli, tiny_text, tmp_path):
    path = tmp_path / "false.toml"
    path.write_text(
        tiny_text.replace(
            'more = "treated"\nless = "nothing"', 'more = "nothing"\nless = "treated"'
        )
    )
    result = cli("verify", path, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "FAIL" in result.stdout
    assert "0 of 1 claims hold" in result.stdout
    again = cli("verify", path, "--store", tmp_path / "store", "--json")
    assert again.exit_code == 1
    assert json.loads(again.stdout)["passed"] is False
    assert len(list((tmp_path / "store").glob("*.npz"))) == 4


def test_verify_of_a_preset_without_claims_runs_nothing(cli, tiny_text, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.runs.pool.Run", lambda *_args, **_more: pytest.fail("ran"))
    path = tmp_path / "none.toml"
    path.write_text(tiny_text.partition("[[expect]]")[0])
    result = cli("verify", path)
    assert result.exit_code == 0
    assert "no claims" in result.stdout


def test_a_claim_known_to_fail_may_fail_and_is_told_with_its_reason(cli, preset):
    path = preset(holds=False, more=KNOWN)
    result = cli("verify", path)
    assert result.exit_code == 0
    assert "FAIL (known)  V09" in result.stdout
    assert f"Known to fail: {REASON}" in result.stdout
    assert result.stdout.endswith("0 of 1 claims hold\n0 of 1 acceptance tests hold; not: V09\n")
    found = json.loads(cli("verify", path, "--json").stdout)
    assert found["passed"] is True
    (claim,) = found["scenarios"][0]["claims"]
    assert (claim["passed"], claim["test"], claim["fails_because"]) == (False, "V09", REASON)


def test_a_claim_known_to_fail_that_holds_now_is_a_failure_of_verify(cli, preset):
    path = preset(holds=True, more=KNOWN)
    result = cli("verify", path)
    assert result.exit_code == 1
    assert "pass  V09" in result.stdout
    assert "FAIL" not in result.stdout
    assert f"It holds now, though it is said to fail because: {REASON}" in result.stdout
    assert result.stdout.endswith("1 of 1 claims hold\n1 of 1 acceptance tests hold\n")
    again = cli("verify", path, "--json")
    assert again.exit_code == 1
    assert json.loads(again.stdout)["passed"] is False


def test_a_known_failure_does_not_excuse_another_one(cli, preset):
    result = cli("verify", preset(holds=False, more=KNOWN + OTHER.format(bound="at_least = 9.0")))
    assert result.exit_code == 1
    verdicts = [line.split("  ")[0] for line in result.stdout.splitlines() if "V0" in line][:2]
    assert verdicts == ["FAIL (known)", "FAIL"]
    assert result.stdout.count(REASON) == 1
    assert result.stdout.endswith(
        "0 of 2 claims hold\n0 of 2 acceptance tests hold; not: V08, V09\n"
    )


def test_what_holds_is_counted_with_what_is_known_to_fail(cli, preset):
    result = cli("verify", preset(holds=False, more=KNOWN + OTHER.format(bound="at_most = 9.0")))
    assert result.exit_code == 0
    assert result.stdout.endswith("1 of 2 claims hold\n1 of 2 acceptance tests hold; not: V09\n")


def test_without_acceptance_tests_none_are_counted(cli, preset):
    assert cli("verify", preset(holds=True)).stdout.endswith("1 of 1 claims hold\n")


def claim(test, passed):
    """Return a claim of an acceptance test."""
    return Claim("A text.", "answer.b", 2.0, passed, 0.5, (0.4, 0.6), 20, "Found.", test=test)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ((), ""),
        ((("", False),), ""),
        ((("V01", True), ("V02", True), ("", False)), "2 of 2 acceptance tests hold\n"),
        # One failing claim is enough, whether it comes first or last.
        (
            (("V02", True), ("V02", False), ("V01", False), ("V01", True), ("V03", True)),
            "1 of 3 acceptance tests hold; not: V01, V02\n",
        ),
    ],
)
def test_an_acceptance_test_holds_if_all_its_claims_do(claims, words):
    assert acceptance_summary([claim(*facts) for facts in claims]) == words


def test_with_acceptance_only_claims_of_acceptance_tests_are_run(cli, preset, tiny_text, tmp_path):
    path = preset(holds=True, more='test = "V09"\n')
    none = tmp_path / "none_of_them.toml"
    none.write_text(tiny_text.replace('id = "tiny"', 'id = "none_of_them"'))
    found = json.loads(cli("verify", path, none, "--acceptance", "--json").stdout)
    assert [[claim["test"] for claim in scenario["claims"]] for scenario in found["scenarios"]] == [
        ["V09"]
    ]
    everything = json.loads(cli("verify", path, none, "--json").stdout)
    assert len(everything["scenarios"]) == 2
    nothing = cli("verify", none, "--acceptance")
    assert nothing.exit_code == 2
    assert "--acceptance: found no claim of V01 to V24" in nothing.stderr
