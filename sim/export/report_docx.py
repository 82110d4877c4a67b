"""The report as a file for word processors, to go on writing in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sim.export.stamp import Arms, Stamp
from sim.export.zip_file import zipped
from sim.plots import to_png
from sim.plots.report.outline import Block, Bullets, Figure, Heading, Paragraph, outline
from sim.scenario import Scenario

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH_IN, _MARGIN_IN, _FONT_PT = 6.0, 0.8, 10.0
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_docx(
    stamp: Stamp, scenario: Scenario, arms: Arms, notes: Mapping[str, str] | None = None
) -> bytes:
    """Return the report with what the writer noted, by box; the same bytes each time."""
    from docx import Document
    from docx.shared import Inches, Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(_FONT_PT)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    for section in document.sections:
        section.left_margin = section.right_margin = Inches(_MARGIN_IN)
        section.top_margin = section.bottom_margin = Inches(_MARGIN_IN)
    made = datetime.fromisoformat(stamp.date)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = scenario.title, "", stamp.version
    properties.created = properties.modified = made
    for block in outline(
        scenario, arms, notes=notes, changes=stamp.changes, link=stamp.link, remark=stamp.note
    ):
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        return zipped([(name, archive.read(name)) for name in archive.namelist()], stamp.date)


def _add(document: Document, block: Block) -> None:
    from docx.shared import Inches

    if isinstance(block, Heading):
        document.add_heading(_plain(block.text), block.level)
    elif isinstance(block, Paragraph):
        document.add_paragraph(_plain(block.text))
    elif isinstance(block, Bullets):
        for text in block.texts:
            document.add_paragraph(_plain(text), style="List Bullet")
    elif isinstance(block, Figure):
        document.add_heading(_plain(block.heading), 2)
        png = io.BytesIO(to_png(block.picture))
        shape = document.add_picture(png, width=Inches(_WIDTH_IN))
        shape._inline.docPr.set("descr", _plain(block.picture.alt))
        document.add_paragraph(_plain(block.explanation))
    else:
        table = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
        for row in (block.header, *block.rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = _plain(text)


def _plain(text: str) -> str:
    """Return a text without characters that XML does not allow."""
    return _NOT_IN_XML.sub("", text)
