"""Files for servers say what the program does: its port, its health, the folders that it uses."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from sim.cli.commands.app import PORT

ROOT = Path(__file__).parents[1]
DEPLOY = sorted((ROOT / "deploy").iterdir())
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
UNIT = (ROOT / "deploy/plasticity-lab.service").read_text("utf-8")
COMPOSE = (ROOT / "deploy/compose.yaml").read_text("utf-8")
HOSTING = (ROOT / "docs/hosting.md").read_text("utf-8")
HEALTH = f"http://127.0.0.1:{PORT}/_stcore/health"
CACHE = "PLASTICITY_LAB_CACHE"


def test_files_for_servers_are_published_and_named_in_the_page_about_hosting():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    published = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert {"/Dockerfile", "/.dockerignore", "/deploy"} <= set(published)
    assert [path.name for path in DEPLOY if f"deploy/{path.name}" not in HOSTING] == []


@pytest.mark.parametrize("text", [DOCKERFILE, UNIT], ids=["Dockerfile", "unit"])
def test_the_program_is_started_with_options_that_it_has(text):
    from typer.main import get_command

    from sim.cli.root import commands

    start = re.search(r"^(?:ExecStart=|CMD )(.+)$", text, re.M).group(1)
    words = shlex.split(re.sub(r'[\[\]",]+', " ", start))
    assert Path(words[0]).name == "plasticity-lab"
    command = get_command(commands).commands[words[1]]
    asked = command.make_context(words[1], words[2:]).params
    assert asked["port"] == PORT and asked["no_browser"]


def test_everything_that_forwards_to_the_program_asks_its_port():
    for path in DEPLOY:
        text = path.read_text("utf-8")
        assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) <= {str(PORT)}, path
    assert f"EXPOSE {PORT}" in DOCKERFILE and f'ports: ["{PORT}:{PORT}"]' in COMPOSE
    assert HEALTH in DOCKERFILE and "/_stcore/health" in HOSTING


def test_the_image_holds_what_the_wheel_is_made_of():
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    kept = [line[1:] for line in lines if line.startswith("!")]
    assert [name for name in kept if not (ROOT / name).exists()] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], "pyproject.toml"} <= set(kept)
    assert set(re.findall(r"-r (\S+)", DOCKERFILE)) <= set(kept)


def test_a_container_and_a_service_are_not_root_and_write_into_their_cache_alone():
    user = re.search(r"useradd .*--uid (\d+) .* (\w+) ", DOCKERFILE)
    assert int(user.group(1)) > 0
    assert DOCKERFILE.rindex(f"USER {user.group(2)}") > DOCKERFILE.rindex("RUN ")
    cache = re.search(rf"{CACHE}=(\S+)", DOCKERFILE).group(1)
    assert f"--tmpfs {cache}" in DOCKERFILE and f"cache:{cache}" in COMPOSE
    assert "read_only: true" in COMPOSE
    assert "DynamicUser=yes" in UNIT and "ProtectSystem=strict" in UNIT
    folder = re.search(r"CacheDirectory=(\S+)", UNIT).group(1)
    assert f"{CACHE}=/var/cache/{folder}\n" in UNIT


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_no_mistake_in_the_unit(tmp_path):
    unit = tmp_path / "plasticity-lab.service"
    there = UNIT.replace("/opt/plasticity-lab/bin/plasticity-lab", shutil.which("true"))
    unit.write_text(there, "utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60
    )
    assert found.returncode == 0 and unit.name not in found.stderr, found.stderr
