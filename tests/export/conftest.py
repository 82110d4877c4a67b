"""A stamp for the small scenario, and the same with texts that try to do harm."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html import unescape

import pytest
from PIL import Image

from sim.export.stamp import stamp_of

CHANGES = (("practice.start_d", 1.0), ("dose.at_d", (0.5,)))
LINK = "https://lab.example/lab?preset=tiny&set=practice.start_d:1"
TITLE = '</script><img src=x onerror=alert(1)>"\'\n, =HYPERLINK("http://x.example") # 😀'
LABELS = ('=HYPERLINK("http://x.example","y")', '</script>"#,😀\n\u2028"""\\ $x$ <b>')


@pytest.fixture(scope="session")
def arms(tiny, tiny_results):
    """Two seeds of both arms, by label."""
    return {
        arm.label: [result for result in tiny_results if result.arm == arm.id] for arm in tiny.arm
    }


@pytest.fixture(scope="session")
def stamp(tiny, arms):
    """Where those runs come from."""
    return stamp_of(tiny, arms, CHANGES, LINK)


@pytest.fixture(scope="session")
def nasty(tiny):
    """The small scenario with hostile texts."""
    return tiny.model_copy(
        update={
            "title": TITLE,
            "question": TITLE,
            "leaves_out": (TITLE,),
            "misreadings": (TITLE,),
            "discuss": TITLE,
        }
    )


@pytest.fixture(scope="session")
def nasty_arms(arms):
    """The same runs under hostile labels."""
    return dict(zip(LABELS, arms.values(), strict=True))


@pytest.fixture(scope="session")
def nasty_stamp(nasty, nasty_arms):
    """A stamp with hostile texts in every place."""
    made = stamp_of(nasty, nasty_arms, link="javascript:alert('<b>')", note=LABELS[1])
    return replace(made, changes=(f"a = {LABELS[0]}",))


def refuse(word):
    """Refuse what only some readers of JSON accept."""
    raise ValueError(f"{word} is no JSON")


def normal(text):
    """Return a text with one kind of quotes and single spaces."""
    return " ".join(re.sub('[\u201c\u201d"]', "'", text).split())


def _texts(value):
    """Yield every text in data of JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        yield str(value)


def _said(content, ext):
    if ext == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(
                said(archive.read(name), name.rpartition(".")[2]) for name in archive.namelist()
            )
    if ext == "png":
        return " ".join(Image.open(io.BytesIO(content)).text.values())
    text = content.decode("utf-8-sig")
    if ext == "html":
        return unescape(text)
    if ext == "svg":
        return " ".join(element.text or "" for element in ET.fromstring(text).iter())
    if ext in ("json", "ipynb"):
        return " ".join(_texts(json.loads(text, parse_constant=refuse)))
    return text


def said(content, ext):
    """Return what a file says, in plain text."""
    return normal(_said(content, ext))


@pytest.fixture(name="said", scope="session")
def _said_fixture():
    return said


def rows_of(content):
    """Return comment lines and rows of a table."""
    lines = content.decode("utf-8-sig").split("\n")
    comments = [line for line in lines if line.startswith("# ")]
    return comments, list(csv.reader(lines[len(comments) : -1]))


@pytest.fixture(name="rows_of", scope="session")
def _rows_fixture():
    return rows_of
