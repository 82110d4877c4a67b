"""Words of the glossary, explained on the page where they are read.

`linked` makes the first use of each word in a text a link to its entry, with the sentence that
explains it as the title of the link. The link is plain Markdown: it works by mouse, finger and key,
is read out as a link, and opens a tab of its own, so that nothing on this page is lost.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import streamlit as st

from sim.evidence import Term, glossary
from sim.ui import navigation, text

# Words that the Lab and the lessons cannot do without.
USED = ("arm", "cue", "pattern_a", "pattern_b", "rest", "seed", "share", "wear", "window")
# Parts of Markdown without links to words: headings, links, code, formulas, icons, addresses.
_LEFT_ALONE = r"^\#+ .*$|\[[^\]]*\]\([^)]*\)|`[^`]*`|\$[^$]*\$|:material/\w+:|<[^>]*>|https?://\S+"


def popover() -> None:
    """Draw the button that explains the words of this page, with the way to all others."""
    with st.popover(text.TERMS, type="tertiary"):
        known = glossary()
        st.markdown(
            "\n".join(
                f"- **{text.plain(known[id].name)}**: {text.plain(known[id].text)}" for id in USED
            )
        )
        navigation.link("learn", text.ALL_TERMS, {"part": "glossary"}, icon=":material/menu_book:")


@lru_cache(maxsize=2048)
def linked(markdown: str, but: str = "") -> str:
    """Return a text in which the first use of each word of the glossary leads to its entry.

    Parameters
    ----------
    markdown : str
        In Markdown; what a person has written is escaped already.
    but : str
        Id of a term that needs no link, for the text stands in its own entry.
    """
    pattern, terms = _words()
    met = {but}

    def with_link(found: re.Match[str]) -> str:
        word = found["word"]
        if word is None:
            return found[0]
        term = terms[_plain(word)]
        if term.id in met:
            return word
        met.add(term.id)
        title = term.text.replace('"', "'")
        return f'[{word}](learn?part=glossary&term={term.id} "{title}")'

    return pattern.sub(with_link, markdown)


@cache
def _words() -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return the pattern of all words and of what is left alone, and the terms by their words."""
    terms = {word.lower(): term for term in glossary().values() for word in term.words}
    longest_first = sorted(terms, key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\-", r"\\?-") for word in longest_first)
    pattern = rf"(?:{_LEFT_ALONE})|(?<![\w\-/.])(?P<word>{words})(?![\w\-/]|\.\w)"
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE), terms


def _plain(word: str) -> str:
    return word.lower().replace("\\", "")
