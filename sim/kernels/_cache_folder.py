"""The folder that compiled kernels are kept in: its name, its place, and when it is removed.

``PLASTICITY_LAB_CACHE`` names another place, or is ``off``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import llvmlite.binding
from numba import __version__ as numba_version
from numba import config

SOURCES = Path(__file__).parent
KEEP_UNUSED_S = 30 * 86400.0  # 30 days; then folders of earlier kernels are removed


def choose_folder() -> Path | None:
    """Return the first usable place, or None: kernels are then compiled in every process."""
    place = os.environ.get("PLASTICITY_LAB_CACHE", "")
    if place.lower() == "off":
        return None
    folder = prepare(Path(place) if place else user_caches() / "plasticity-lab")
    if folder is None:
        # Loading compiled code runs it, so in a place open to all it has to be ours alone.
        has_users = hasattr(os, "getuid")
        name = f"plasticity-lab-{os.getuid()}" if has_users else "plasticity-lab"
        folder = prepare(Path(tempfile.gettempdir()) / name, only_ours=has_users)
    return folder


def user_caches() -> Path:
    """Return the platform's folder for files that may be deleted at any time."""
    if sys.platform == "darwin":
        return Path("~/Library/Caches")
    variable, usual = "XDG_CACHE_HOME", "~/.cache"
    if sys.platform == "win32":
        variable, usual = "LOCALAPPDATA", "~/AppData/Local"
    place = os.environ.get(variable, "")
    return Path(place if os.path.isabs(place) else usual)


def prepare(parent: Path, only_ours: bool = False) -> Path | None:
    """Make the folder of the present kernels below ``parent``; None if no file can be put there."""
    try:
        parent = parent.expanduser().absolute()
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = parent.lstat()
        if only_ours and (status.st_uid != os.getuid() or status.st_mode & 0o022):
            return None
        folder = parent / folder_name()
        folder.mkdir(exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        os.utime(folder)  # "used today", for the removal of unused folders
    except (OSError, RuntimeError):  # RuntimeError: this user has no home
        return None
    return folder


def folder_name() -> str:
    """Return a name for the present kernels, processor, numba and its settings alone."""
    # The path counts too, because numba files compiled code by the path of its source.
    digest = hashlib.sha256(
        f"{SOURCES} {llvmlite.binding.get_host_cpu_name()} {config.CPU_NAME} "
        f"{config.CPU_FEATURES} {config.ENABLE_AVX} {config.OPT!r} {config.BOUNDSCHECK}".encode()
    )
    for source in sorted(SOURCES.rglob("*.py")):
        content = source.read_bytes()
        digest.update(f"{source.relative_to(SOURCES)} {len(content)} ".encode() + content)
    try:
        package = version("plasticity-lab")
    except PackageNotFoundError:
        package = "source"
    return f"kernels-{package}-numba{numba_version}-{digest.hexdigest()[:16]}"


def remove_unused(current: Path) -> None:
    """Delete the folders of earlier kernels that nobody has used for a while."""
    oldest_s = time.time() - KEEP_UNUSED_S
    for folder in current.parent.glob("kernels-*-numba*-*"):
        try:
            if folder != current and folder.stat().st_mtime < oldest_s:
                shutil.rmtree(folder)
        except OSError:  # another process is using or removing it
            continue
