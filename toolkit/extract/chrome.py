"""Which parts of a page belong to the site (menus, footers, lists of other articles) and not to the article."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from .document import Document

_TAGS = frozenset({"nav", "form", "dialog", "figcaption"})
_FOOTER = re.compile(r"(?:^|[\s_-])(?<!post[_-])(?<!entry[_-])(?<!story[_-])(?<!article[_-])footer(?=$|[\s_-])",
                     re.IGNORECASE)
"""That of a post is a part of the article, where tags and authors stand."""
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|comments?|commentlist|related|recommend(?:ed|ation)s?|popular|"
    r"trend(?:ing|s)?|most-?read|more-?news|teasers?|cards?|promo|newsletter|breadcrumbs?|carousel|widget|latest|"
    r"read-?(?:more|also|next)|outbrain|taboola|modal|popup|cookie|figcaption|caption|disqus|respond)(?=$|[\s_-])",
    re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "textarea", "option"})
_TEXT_NODE = 2
_LONG, _FEW = 40, 20
_LEVELS = 12
_ENOUGH = 1500
_DEEPEST = 100


def is_chrome(doc: Document, node: LexborNode, levels: int = _LEVELS) -> bool:
    """Tell whether an element stands in a menu, a footer, a comment or a list of other articles.

    What also holds the article's heading is none of these, whatever it is called.
    """
    here: LexborNode | None = node
    in_footer = False
    for _ in range(levels):
        if here is None or here.mem_id in doc.trunk:
            in_footer = in_footer and (here is None or here.tag != "article")
            break
        if here.tag == "article":
            in_footer = False  # it was the article's own footer, where tags and authors stand
        elif here.tag in _TAGS:
            return True
        elif here.tag != "main":
            attributes = here.attributes
            hint = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:500]
            if len(hint) > 1 and _CLASSES.search(hint):
                return True
            in_footer = in_footer or here.tag == "footer" or bool(_FOOTER.search(hint))
        here = here.parent
    return in_footer


def main_part(doc: Document) -> LexborNode | None:
    """The part of the page around its heading: its ``main``, what holds its ``article``, else the whole body.

    Site menus, footers and most lists of other articles are outside: looking there would be most of the work.
    """
    if doc.part is None:
        doc.part = _around_heading(doc) or doc.tree.body or doc.root
    return doc.part


def _around_heading(doc: Document) -> LexborNode | None:
    """The ``main`` around the heading, or what holds its ``article``; None where the text is not in it."""
    here = next((h for h in doc.heads.get("h1", ()) if h.parent is not None and h.parent.mem_id in doc.trunk), None)
    around = None
    for _ in range(_DEEPEST):
        if here is None:
            break
        if here.tag == "main" or here.attributes.get("role") == "main":
            around = here
            break
        if here.tag == "article" and around is None:
            around = here.parent
        here = here.parent
    if around is None or around.css_first("p~p~p") is None:  # it may hold the heading alone
        return None
    return around


def plain_text(doc: Document) -> str:
    """Some running text of the page: for detecting its language, and what its words are about."""
    if doc.sample is not None:
        return doc.sample
    found: list[str] = []
    size = 0
    for node in doc.tree.css("p")[:200]:
        text = node.text()[:_ENOUGH]
        if len(text) > 60:
            found.append(text)
            size += len(text)
            if size > _ENOUGH:
                break
    doc.sample = "\n".join(found or _long_texts(doc))
    return doc.sample


def _long_texts(doc: Document) -> list[str]:
    """Long pieces of text of a page that is set without paragraphs."""
    found: list[str] = []
    body = doc.tree.body
    for node in body.traverse(include_text=True, skip_empty=True) if body is not None else ():
        if node.tag_id != _TEXT_NODE:
            continue
        text = (node.text_content or "").strip()
        above = node.parent
        if len(text) > _LONG and "{{" not in text and above is not None and above.tag not in _UNSEEN:
            found.append(text[:_ENOUGH])
            if len(found) >= _FEW:
                break
    return found
