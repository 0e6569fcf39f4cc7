"""What a page's own class names, ids and short label texts say about a block: article, standfirst or furniture.

The vocabularies are those of the field (Readability, trafilatura, jusText and the publishers' common English,
German, French, Spanish, Italian, Portuguese, Dutch, Nordic and Slavic names), not of any one site. A hint is never
the last word: `toolkit.extract.body_container` overrules one that would throw away most of a page's text.
"""

from __future__ import annotations

import re
from functools import lru_cache

NONE, FURNITURE, BODY, LEAD = 0, 1, 2, 3

_CAMEL = re.compile(r"([a-z0-9])([A-Z])")
_GAP = re.compile(r"[^a-z0-9]+")

# A word counts where it opens a part of the name: "related-links", "articleRelated", but not "correlated".
_FURNITURE = re.compile(
    r"(?<![a-z0-9])(?:"
    r"comment(?!ary)|komment|disqus|discuss|respond|reply|replies|pingback|trackback|forum|"
    r"shar(?:e|ing)|social|follow|addtoany|addthis|sharedaddy|teilen|compartir|condivi|partag|"
    r"relat(?!ion)|recommend|recirc|suggest|verwandt|correlat|relacionad|relacionat|empfehl|gerelateerd|"
    r"relaterad|relatert|powiazan|podobn|"
    r"(?:see|read|lees|lire|leia|lea|leggi|lue|les|citeste) (?:also|more|next|ook|aussi|mais|mas|anche|myos|ogsa|si)|readmore|readalso|"
    r"most (?:read|popular|viewed|recent)|popular|trending|trends|more (?:on|from|stories|news|articles|like)|morestories|"
    r"teaser(?! text)|outbrain|taboola|plista|revcontent|mgid|nativo|zergnet|jp relatedposts|yarpp|"
    r"newsletter|nyhetsbrev|subscri|suscri|signup|sign up|abonn|optin|mailchimp|mailing|register|registration|login|"
    r"ad|ads|adv|advert\w*|adsense|adslot|adunit|adbox|adcontainer|adwrapper|advertorial|gpt|dfp|anzeige|werbung|"
    r"publici\w*|pubblicita|reklam\w*|reclame|sponsor\w*|promo\w*|commercial|affiliat\w*|"
    r"cookie\w*|consent|gdpr|banner\w*|privacy|legal|disclaimer|copyright|copyrights|"
    r"sidebar|side bar|sidecol|side column|aside|rail|right col\w*|rightcol\w*|rightbar|widget\w*|"
    r"foot|footer|masthead|nav|navi|navbar|navigation|menu|submenu|breadcrumb\w*|pagination|pager|paginat\w*|"
    r"byline|by line|bio|about author|author (?:bio|box|info|card|description|details|profile)|authorbox|autor|auteur|"
    r"caption\w*|legend|photo ?credit|image ?credit|credit|credits|bildunterschrift|bildtext|didascalia|pie foto|legenda|"
    r"gallery|galerie|galeria|carousel|slider|slideshow|swiper|lightbox|"
    r"tag|tags|taglist|tagcloud|keywords|topics|hashtags?|"
    r"meta|metadata|dateline|timestamp|"
    r"toolbar|tools?|utility|utilities|print|popup|pop|modal|overlay|tooltip|dropdown|"
    r"poll|quiz|survey|rating|ratings|vote|voting|player|podcast|video ?(?:player|list|caption|description|info)|"
    r"listen|audio|tts|screen reader|sr only|visually ?hidden|visuallyhidden|hidden|invisible|offscreen|noprint|"
    r"weather|stock|ticker|infobox|factbox|faktaboks|paywall|barrier|regwall|donat\w*|"
    r"crosslinks?|linkbox|link ?list|further|embed(?:ded)?|upsell|cta|call to action|teads"
    r")(?![a-z0-9])"
)
_BODY = re.compile(
    r"(?<![a-z0-9])(?:(?:article|artikel|articolo|articulo|artigo|story|post|entry|news|page|content|main|blog|single|text|node)"
    r" (?:\w+ )?(?:body|content|contents|text|txt|copy|inhalt|main|tekst|texto|testo|corps|cuerpo|corpo)|"
    r"articlebody|articletext|articlecontent|storybody|storytext|storycontent|postbody|postcontent|entrycontent|"
    r"newstext|maintext|bodytext|body (?:text|copy|content)|bodycopy|richtext|rich text|wysiwyg|prose|"
    r"text (?:article|content)|articlecopy|cuerpo|corpo|paragraphs?)(?![a-z0-9])"
)
_LEAD = re.compile(
    r"(?<![a-z0-9])(?:lead|lede|leads|leadtext|lead text|standfirst|stand first|dek|deck|intro|introduction|ingress|"
    r"chapo|chapeau|sommario|occhiello|entradilla|bajada|entrada|copete|vorspann|summary|abstract|excerpt|subtitle|sub title|"
    r"subhead|sub ?head(?:ing|line)?|subheader|subtitulo|sottotitolo|sous titre|untertitel|teaser text|description|"
    r"preamble|perex|zajawka|synopsis|manchet|underrubrik|strapline|inleiding|zhailiang|anons|annotation|snippet|desc)"
    r"(?![a-z0-9])"
)


def words_of(name: str) -> str:
    """Class or id as lower-case words: ``articleBody--wide`` becomes ``article body wide``."""
    return _GAP.sub(" ", _CAMEL.sub(r"\1 \2", name).lower()).strip()


@lru_cache(maxsize=4096)
def hint(name: str) -> int:
    """What an element's class and id say about it: `NONE`, `FURNITURE`, `BODY` or `LEAD`."""
    words = words_of(name[:400])
    if _BODY.search(words):
        # "article-body-ad" is an advertisement inside a body; the more telling word wins.
        return FURNITURE if _FURNITURE.search(_BODY.sub(" ", words)) else BODY
    if _FURNITURE.search(words):
        return FURNITURE
    return LEAD if _LEAD.search(words) else NONE
