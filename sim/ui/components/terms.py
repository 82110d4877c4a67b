"""Words of the glossary, explained on the page where they are read.

`linked` makes the first use of each word in a text a link to its entry, with the sentence that
explains it as the title of the link. The link is plain Markdown: it works by mouse, finger and key,
is read out as a link, and opens a tab of its own, so that nothing on this page is lost.

Answers and the help of controls hold no links. `note` lists their words with those of the texts,
and `popover` explains the words of the page at hand.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import streamlit as st

from sim.evidence import Term, glossary
from sim.ui import navigation, text

_MET = "words of the page"  # in the session: ids of terms
# Parts of Markdown without links to words: headings, links, code, formulas, icons, addresses.
_LEFT_ALONE = r"^\#+ .*$|\[[^\]]*\]\([^)]*\)|`[^`]*`|\$[^$]*\$|:material/\w+:|<[^>]*>|https?://\S+"


def begin() -> None:
    """Forget the words of the page that was drawn before."""
    st.session_state[_MET] = set()


def note(*texts: str) -> None:
    """Count the words of texts among those of the page, where a link cannot stand."""
    for markdown in texts:
        linked(markdown)


def popover() -> None:
    """Draw the button that explains the words met on this page so far, with the way to all."""
    known = glossary()
    met = sorted((known[id] for id in st.session_state.get(_MET, ())), key=_name)
    with st.popover(text.TERMS, type="tertiary"):
        lines = [f"- **{text.plain(term.name)}**: {text.plain(term.text)}" for term in met]
        if lines:
            st.markdown("\n".join(lines))
        navigation.link("learn", text.ALL_TERMS, {"part": "glossary"}, icon=":material/menu_book:")


def linked(markdown: str, but: str = "") -> str:
    """Return a text in which the first use of each word of the glossary leads to its entry.

    Parameters
    ----------
    markdown : str
        In Markdown; what a person has written is escaped already.
    but : str
        Id of a term that needs no link, for the text stands in its own entry.
    """
    with_links, met = _linked(markdown, but)
    st.session_state.setdefault(_MET, set()).update(met)
    return with_links


@lru_cache(maxsize=2048)
def _linked(markdown: str, but: str) -> tuple[str, frozenset[str]]:
    """Return a text with its links, and the ids of the terms that they lead to."""
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

    with_links = pattern.sub(with_link, markdown)
    return with_links, frozenset(met - {but})


@cache
def _words() -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return the pattern of all words and of what is left alone, and the terms by their words."""
    terms = {word.lower(): term for term in glossary().values() for word in term.words}
    longest_first = sorted(terms, key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\-", r"\\?-") for word in longest_first)
    pattern = rf"(?:{_LEFT_ALONE})|(?<![\w\-/.])(?P<word>{words})(?![\w\-/]|\.\w)"
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE), terms


def _name(term: Term) -> str:
    return term.name.lower()


def _plain(word: str) -> str:
    return word.lower().replace("\\", "")
