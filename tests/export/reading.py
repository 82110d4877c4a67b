"""Texts and tables of files, read without the code that wrote them."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape

from PIL import Image


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


def said(content, ext):
    """Return what a file says, in plain text."""
    return normal(_text_in(content, ext))


def _text_in(content, ext):
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


def rows_of(content):
    """Return comment lines and rows of a table."""
    lines = content.decode("utf-8-sig").split("\n")
    comments = [line for line in lines if line.startswith("# ")]
    return comments, list(csv.reader(lines[len(comments) : -1]))
