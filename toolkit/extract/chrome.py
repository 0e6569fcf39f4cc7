"""Which parts of a page belong to the site (menus, footers, lists of other articles) and not to the article."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_TAGS = frozenset({"nav", "form", "dialog", "figcaption"})
_FOOTER = re.compile(r"(?:^|[\s_-])footer(?=$|[\s_-])", re.IGNORECASE)
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|comments?|commentlist|related|recommend(?:ed|ation)s?|popular|"
    r"trend(?:ing|s)?|most-?read|more-?news|teasers?|cards?|promo|newsletter|breadcrumbs?|carousel|widget|latest|"
    r"read-?(?:more|also|next)|outbrain|taboola|modal|popup|cookie|figcaption|caption|disqus|respond)(?=$|[\s_-])",
    re.IGNORECASE)
_LEVELS = 12


def is_chrome(node: LexborNode, levels: int = _LEVELS) -> bool:
    """Tell whether an element stands in a menu, a footer, a comment or a list of other articles."""
    here: LexborNode | None = node
    in_footer = False
    for _ in range(levels):
        if here is None or here.tag in ("body", "html"):
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
