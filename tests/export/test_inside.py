"""Every file says inside where it comes from, and hostile texts do no harm in any of them."""

from __future__ import annotations

import io
import json
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from itertools import islice

import pytest
from PIL import Image

from sim.export import zip_file
from sim.export.catalogue import EXPORTS, FILES, VIEW_EXPORTS
from sim.export.picture_files import svg
from sim.export.replay_file import few_of, one_each
from sim.export.table_files import view_csv, view_json
from sim.plots import headline_sentence
from sim.plots.origin import citation
from sim.plots.pictures import pictures
from tests.export.reading import normal, rows_of, said

SINGLE = [export for export in EXPORTS if export.ext != "zip"]
BUNDLE = next(export for export in EXPORTS if export.ext == "zip")
TABLES = [export for export in VIEW_EXPORTS if export.ext in ("csv", "json")]


@pytest.fixture(scope="module")
def views(arms):
    """One view of each kind of picture."""
    return {group[0].plot.id: group[0].picture for group in pictures(arms)}


@pytest.fixture(scope="module")
def bundled(stamp, tiny, arms):
    """The zip of the small scenario."""
    return BUNDLE.build(stamp, tiny, arms)


@pytest.fixture(scope="module")
def members(bundled):
    """Its files by name."""
    with zipfile.ZipFile(io.BytesIO(bundled)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ext_of(name):
    return name.rpartition(".")[2]


def missing(text, stamp, arms, name=""):
    """Return the parts of a stamp that a text lacks; a replay cites only the runs that it plays."""
    if "replay" in name:
        run = next(iter(one_each(arms).values()))
        stamp = replace(stamp, citation=citation(run.scenario, {"": (run,)}))
    parts = [
        stamp.disclaimer,
        stamp.citation,
        stamp.link,
        stamp.package_version,
        f"model version {stamp.model_version}",
        *stamp.changes,
    ]
    parts += [letters for label, seed, letters in stamp.fingerprints if seed == 0]
    return [part for part in parts if normal(part) not in text]


def test_every_member_of_the_zip_holds_its_stamp(members, stamp, arms):
    assert next(iter(members)) == "README.txt"
    for name, content in members.items():
        text = said(content, ext_of(name)).replace("\\", "")
        assert missing(text, stamp, arms, name) == [], name
    assert set(map(ext_of, members)) == {
        "txt",
        "html",
        "ipynb",
        "toml",
        "csv",
        "json",
        "png",
        "svg",
    }


@pytest.mark.parametrize("export", SINGLE, ids=lambda export: export.id)
def test_every_file_says_its_result_and_its_seeds(export, members, stamp, tiny, arms):
    if export in FILES:
        content = members[export.name(stamp)]
    else:
        content = export.build(stamp, tiny, arms)
        assert missing(said(content, export.ext), stamp, arms) == []
    text = said(content, export.ext)
    if export.ext == "ipynb":
        text = text.replace("\\", "")
    if export.id == "replay":  # it speaks of the runs that it plays
        played = {label: (run,) for label, run in one_each(arms).items()}
        assert normal(headline_sentence(tiny, played)) in text
        assert "seed 0" in text and "seeds 0, 1" not in text
    else:
        assert normal(stamp.caption) in text
        assert "seeds 0, 1" in text


@pytest.mark.parametrize("ext", ["png", "svg"])
def test_every_picture_of_the_zip_says_its_title_and_its_result(ext, members, stamp, views):
    texts = [said(content, ext) for name, content in members.items() if ext_of(name) == ext]
    assert len(texts) >= len(views)
    for view in views.values():
        assert any(normal(view.title) in text for text in texts), view.id
    for text in texts:
        assert normal(stamp.caption) in text


@pytest.mark.parametrize("export", TABLES, ids=lambda export: export.id)
def test_the_numbers_of_every_view_hold_stamp_title_and_result(export, stamp, arms, views):
    for view in views.values():
        text = said(export.build(stamp, view), export.ext)
        assert missing(text, stamp, arms) == [], view.id
        assert normal(view.title) in text
        assert normal(stamp.caption) in text


def test_the_readme_of_the_zip_names_every_file(members):
    readme = members["README.txt"].decode("utf-8-sig")
    assert [name for name in members if name != "README.txt" and name not in readme] == []
    assert zip_file.README_LEFT_OUT not in readme


def test_the_zip_is_the_same_each_time(stamp, tiny, arms, monkeypatch):
    for place in ("sim.export.zip_file", "sim.plots.report.page"):
        monkeypatch.setattr(f"{place}.pictures", lambda arms: islice(pictures(arms), 2))
    assert BUNDLE.build(stamp, tiny, arms) == BUNDLE.build(stamp, tiny, arms)


def test_the_zip_is_small_and_dated_like_its_runs(bundled, stamp):
    assert len(bundled) < 10 * 2**20
    with zipfile.ZipFile(io.BytesIO(bundled)) as archive:
        year, month, day = map(int, stamp.date.split("-"))
        assert {member.date_time for member in archive.infolist()} == {(year, month, day, 0, 0, 0)}


@pytest.mark.parametrize(
    ("date", "day"), [("2150-03-04", (2107, 12, 31)), ("1970-01-02", (1980, 1, 1))]
)
def test_a_clock_that_is_wrong_by_a_century_still_makes_a_zip(
    date, day, stamp, tiny, arms, monkeypatch
):
    monkeypatch.setattr("sim.export.zip_file.pictures", lambda arms: ())
    made = zip_file.bundle(FILES[3:4], replace(stamp, date=date), tiny, arms)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(*day, 0, 0, 0)}
        assert archive.testzip() is None


class Page(HTMLParser):
    """Counts what a page could run: elements of scripts and pictures, attributes of events."""

    def __init__(self, page):
        super().__init__()
        self.scripts, self.others, self.events, self.hrefs = 0, [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        self.others += [tag] if tag in ("img", "iframe", "object", "embed", "link") else []
        self.events += [name for name, _ in attrs if name.startswith("on")]
        self.hrefs += [value for name, value in attrs if name == "href"]


def harmless_page(content, scripts):
    found = Page(content.decode())
    assert (found.scripts, found.others, found.events) == (scripts, [], [])
    assert not [link for link in found.hrefs if link.startswith("javascript")]


def harmless_svg(content):
    found = list(ET.fromstring(content.decode()).iter())
    assert not {"script", "img", "a", "foreignObject"} & {
        element.tag.rpartition("}")[2] for element in found
    }
    links = [
        value
        for element in found
        for name, value in element.attrib.items()
        if name.endswith("href")
    ]
    assert all(link.startswith(("#", "data:image/png")) for link in links)


@pytest.mark.parametrize("export", SINGLE, ids=lambda export: export.id)
def test_hostile_texts_do_no_harm(export, nasty_stamp, nasty, nasty_arms):
    content = export.build(nasty_stamp, nasty, nasty_arms)
    if export.ext == "html":
        harmless_page(content, 2 if export.id == "replay" else 0)
    elif export.ext == "svg":
        harmless_svg(content)
    elif export.ext == "png":
        assert "😀" in Image.open(io.BytesIO(content)).text["Cite as"]
    elif export.ext == "csv":
        _, rows = rows_of(content)
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
    elif export.ext == "ipynb":
        head = "".join(json.loads(content)["cells"][0]["source"])
        assert "\\</script" in head and "<img" not in head.replace("\\<", "")
    elif export.ext == "toml":
        assert tomllib.loads(content.decode())["title"] == nasty.title
    else:
        assert export.ext == "json"
        assert json.loads(content)["stamp"]["title"] == nasty.title


def test_hostile_texts_do_no_harm_in_files_of_views(nasty_stamp, nasty_arms):
    for group in pictures(nasty_arms):
        view = group[0].picture
        harmless_svg(svg(nasty_stamp, view))
        json.loads(view_json(nasty_stamp, view))
        comments, rows = rows_of(view_csv(nasty_stamp, view))
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
        assert len({len(row) for row in rows}) == 1
        assert not [line for line in comments if '"' in line or ", =" in line]


def test_what_these_runs_do_not_allow_is_told_in_the_readme(stamp, tiny, arms, monkeypatch):
    from sim.errors import ResultError

    def refuse(*_):
        raise ResultError("networks of other sizes")

    files = (FILES[1]._replace(build=refuse), FILES[3])
    monkeypatch.setattr(zip_file, "pictures", lambda _: iter(()))
    with zipfile.ZipFile(io.BytesIO(zip_file.bundle(files, stamp, tiny, arms))) as archive:
        assert len(archive.namelist()) == 2
        readme = archive.read("README.txt").decode()
        assert f"{files[0].label}: networks of other sizes" in readme


def test_a_replay_of_too_many_arms_plays_those_of_the_first_look(tiny, tiny_results):
    first = tiny.with_changes({"first_look": ["treated", "nothing"]})
    runs = {
        arm: [result for result in tiny_results if result.arm == arm]
        for arm in ("nothing", "treated")
    }
    many = {f"Copy {number}": runs["nothing"] for number in range(4)}
    many = {
        label: [replace(result, arm="copy") for result in found] for label, found in many.items()
    }
    assert list(few_of(first, many | runs)) == ["nothing", "treated"]
    assert list(few_of(first, runs)) == list(runs)
