"""The report as DOCX and Markdown: the words of the page, and those of the writer as they are."""

from __future__ import annotations

import io

import docx
import pytest

from sim.export import escape
from sim.export.report_docx import _plain, report_docx
from sim.export.report_markdown import report_markdown
from sim.plots import words
from sim.plots.report.outline import Bullets, Figure, Heading, Paragraph, outline
from tests.export.conftest import TITLE

NOTES = {"limits": "Two lines,\n<b>not</b> markup & no *star*.", "question": "Why?"}


@pytest.fixture(scope="module")
def document(stamp, tiny, arms):
    return docx.Document(io.BytesIO(report_docx(stamp, tiny, arms, NOTES)))


def test_a_docx_reads_back_with_every_heading_text_and_picture(document, stamp, tiny, arms):
    said = [paragraph.text for paragraph in document.paragraphs]
    blocks = list(outline(tiny, arms, notes=NOTES, changes=stamp.changes, link=stamp.link))
    figures = [block for block in blocks if isinstance(block, Figure)]
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)):
            assert block.text in said
        elif isinstance(block, Bullets):
            assert set(block.texts) <= set(said)
    assert len(document.inline_shapes) == len(figures) == 2
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [figure.picture.alt for figure in figures]
    assert NOTES["limits"] in said and words.DISCLAIMER in said
    assert document.tables[0].cell(0, 0).text == "arm"


def test_a_docx_is_the_same_each_time(stamp, tiny, arms):
    assert report_docx(stamp, tiny, arms) == report_docx(stamp, tiny, arms)


def test_markdown_has_the_same_parts_and_no_markup_of_the_writer(stamp, tiny, arms):
    text = report_markdown(stamp, tiny, arms, NOTES).decode()
    for block in outline(tiny, arms, notes=NOTES, changes=stamp.changes, link=stamp.link):
        if isinstance(block, Heading):
            assert f"# {escape.markdown(block.text)}\n" in text
    assert "<b>" not in text.replace("\\<", "") and r"\*star\*" in text
    assert "| arm | what happens |" in text


def test_texts_from_elsewhere_do_no_harm(nasty_stamp, nasty, nasty_arms):
    text = report_markdown(nasty_stamp, nasty, nasty_arms).decode()
    assert "<script" not in text and "<img" not in text.replace("\\<", "")
    document = docx.Document(io.BytesIO(report_docx(nasty_stamp, nasty, nasty_arms)))
    assert document.paragraphs[0].text == TITLE.replace("\u2028", "")


def test_pasted_words_keep_their_tabs_narrow_spaces_and_joiners():
    assert _plain("a\tb 20\u00a0% x\u202fy\u200c\x00\x0b") == "a\tb 20\u00a0% x\u202fy\u200c"
