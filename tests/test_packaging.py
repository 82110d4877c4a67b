"""The published package says what is true, and installs with every tool that reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import sim
from sim.scenario import MODEL_VERSION

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def project():
    """The whole of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def name_of(requirement):
    return re.match(r"[\w.-]+", requirement).group().lower()


def test_no_extra_names_the_package_itself(project):
    extras = project["project"]["optional-dependencies"]
    named = {name_of(requirement) for extra in extras.values() for requirement in extra}
    assert named and project["project"]["name"] not in named


def test_extras_that_contain_the_tests_need_what_the_tests_need(project):
    extras = project["project"]["optional-dependencies"]
    for name in ("dev", "browser"):
        assert set(extras["test"]) <= set(extras[name]), name


def test_a_host_that_reads_requirements_installs_this_folder():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["."]


def test_the_page_of_an_index_has_no_link_that_it_could_not_follow(project):
    hook = project["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    assert [fragment["path"] for fragment in hook["fragments"]] == ["README.md"]
    page = README
    for rule in hook["substitutions"]:
        page = re.sub(rule["pattern"], rule["replacement"], page)
    links = re.findall(r"\]\(([^)]*)\)", page)
    assert links and all(link.startswith("https://") for link in links)
    assert "docs/science.md" in page


def test_the_citation_is_of_this_version(project):
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    told = dict(re.findall(r"^(\w[\w-]*): (.+)$", text, re.M))
    assert told["version"] == project["project"]["version"]
    assert told["license"] == project["project"]["license"]
    assert told["cff-version"] == "1.2.0" and "authors" in text


def test_the_readme_opens_the_app_and_runs_the_tests_with_one_line_each(project):
    for mark, end in (("app-command", "plasticity-lab app"), ("test-command", "-m pytest")):
        block = re.search(rf"<!-- {mark} -->\n```\n(.*?)\n```", README, re.S).group(1)
        assert "\n" not in block and block.endswith(end)
        assert block.startswith("python3 -m venv .venv && ")
    extras = set(re.findall(r"--extra (\w+)", README)) | set(re.findall(r'"\.\[(\w+)\]"', README))
    assert extras <= set(project["project"]["optional-dependencies"])


def test_these_lines_stand_on_the_first_screen():
    first = README.split("## What it shows")[0]
    assert "uv run plasticity-lab app" in first and "uv run --extra test pytest" in first
    assert README.index("<!-- test-command -->") < 3500


def test_every_picture_and_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\(((?!https?:)[^)#]+)\)", README)
    assert "docs/lab.png" in links and "docs/replay.html" in links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_replay_is_of_the_model_as_it_is_now():
    """Fails after a new MODEL_VERSION: run ``python -m benchmarks.first_screen``."""
    page = (ROOT / "docs/replay.html").read_text("utf-8")
    scenario = sim.load("practice_in_window")
    assert re.search(rf"model version {MODEL_VERSION}\b", page, re.I)
    assert any(scenario.fingerprint(arm.id, 0)[:12] in page for arm in scenario.arm)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the check is a bash script")
def test_no_function_of_the_check_hides_a_command_that_it_needs():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    functions = re.findall(r"^(\w+) *\(\)", script, re.M)
    assert functions
    for name in functions:
        found = subprocess.run(["bash", "-c", f"type -t {name}"], capture_output=True, text=True)
        assert found.stdout == "", f"{name} is a {found.stdout.strip()} of the shell"
