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
from sim.export.replay_file import few_of, one_each
from sim.plots import headline_sentence
from sim.plots.origin import citation
from sim.plots.pictures import pictures

ONES = [export for export in EXPORTS if export.ext != "zip"]
BUNDLE = next(export for export in EXPORTS if export.ext == "zip")


@pytest.fixture(scope="module")
def views(arms):
    """One view of each kind of picture."""
    return {group[0].plot.id: group[0].picture for group in pictures(arms)}


@pytest.fixture(scope="module")
def bundled(stamp, tiny, arms):
    """The zip of the small scenario."""
    return BUNDLE.build(stamp, tiny, arms)


def missing(text, stamp, arms, normal_of, name=""):
    """Return what of a stamp a text does not say; a replay cites only the runs that it plays."""
    if "replay" in name:
        run = next(iter(one_each(arms).values()))
        stamp = replace(stamp, citation=citation(run.scenario, {"": (run,)}))
    wanted = [
        stamp.disclaimer,
        stamp.citation,
        stamp.link,
        stamp.package_version,
        f"model version {stamp.model_version}",
        *stamp.changes,
    ]
    wanted += [letters for label, seed, letters in stamp.fingerprints if seed == 0]
    return [text for text in wanted if normal_of(text) not in text]


def normal(text):
    return " ".join(text.replace("\u201c", "'").replace("\u201d", "'").replace('"', "'").split())


@pytest.mark.parametrize("export", ONES, ids=lambda export: export.id)
def test_every_file_holds_its_stamp(export, stamp, tiny, arms, said):
    text = said(export.build(stamp, tiny, arms), export.ext)
    if export.ext == "ipynb":
        text = text.replace("\\", "")
    assert missing(text, stamp, arms, normal, export.id) == []
    shown = one_each(arms) if export.id == "replay" else None
    caption = (
        headline_sentence(tiny, {label: (run,) for label, run in shown.items()})
        if shown
        else stamp.caption
    )
    assert normal(caption) in text
    assert ("seed 0" if shown else "seeds 0, 1") in text
    assert not (shown and "seeds 0, 1" in text)  # a page speaks of the runs that it shows


@pytest.mark.parametrize("export", VIEW_EXPORTS, ids=lambda export: export.id)
def test_every_file_of_every_view_holds_its_stamp_and_its_title(export, stamp, arms, views, said):
    for view in views.values():
        text = said(export.build(stamp, view), export.ext)
        assert missing(text, stamp, arms, normal) == [], view.id
        assert normal(view.title) in text
        assert normal(stamp.caption) in text


def test_every_member_of_the_zip_holds_its_stamp(bundled, stamp, arms, said):
    with zipfile.ZipFile(io.BytesIO(bundled)) as archive:
        names = archive.namelist()
        assert names[0] == "README.txt"
        for name in names:
            text = said(archive.read(name), name.rpartition(".")[2]).replace("\\", "")
            assert missing(text, stamp, arms, normal, name) == [], name
    assert {name.rpartition(".")[2] for name in names} == {
        "txt",
        "html",
        "ipynb",
        "toml",
        "csv",
        "json",
        "png",
        "svg",
    }


def test_the_readme_of_the_zip_names_every_file(bundled):
    with zipfile.ZipFile(io.BytesIO(bundled)) as archive:
        readme = archive.read("README.txt").decode("utf-8-sig")
        assert [name for name in archive.namelist()[1:] if name not in readme] == []
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


@pytest.mark.parametrize("export", ONES, ids=lambda export: export.id)
def test_hostile_texts_do_no_harm(export, nasty_stamp, nasty, nasty_arms, rows_of):
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


def test_hostile_texts_do_no_harm_in_files_of_views(nasty_stamp, nasty_arms, rows_of):
    for group in pictures(nasty_arms):
        by_id = {export.id: export.build(nasty_stamp, group[0].picture) for export in VIEW_EXPORTS}
        harmless_svg(by_id["svg"])
        json.loads(by_id["json"])
        comments, rows = rows_of(by_id["csv"])
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
