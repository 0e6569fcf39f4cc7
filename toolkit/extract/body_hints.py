"""What a page's own class names, ids and short label texts say about a block: article, standfirst or furniture.

The vocabularies are those of the field (Readability, trafilatura, jusText and the publishers' common English,
German, French, Spanish, Italian, Portuguese, Dutch, Nordic and Slavic names), not of any one site. A hint is never
the last word: `toolkit.extract.body_container` overrules one that would throw away most of a page's text.
"""

from __future__ import annotations

import re
from functools import lru_cache

NONE, FURNITURE, BODY, LEAD, PICTURE = 0, 1, 2, 3, 4

_CAMEL = re.compile(r"([a-z0-9])([A-Z])")
_GAP = re.compile(r"[^a-z0-9]+")
# Utility classes ("md:hidden", "[&_ul]:my-0") and WordPress's slugs ("tag-sport") say nothing of the element's role.
_UTILITY = re.compile(r"\S*[:\[\]&!/@]\S*")
_SLUG = re.compile(r"(?<!\S)(?:tag|category|author|postid|format|status|type)-\S+")
# "has-sidebar" names a neighbour, not the element.
_NEIGHBOUR = re.compile(r"(?<![a-z0-9])(?:has|with|without|no|is|not|hide|show|wo) (?!hidden)[a-z0-9]+")

# Openings of words ("comments", "commentlist"), then whole words, counted where they open a part of the name.
_FURNITURE = re.compile(
    r"(?<![a-z0-9])(?:(?:"
    r"comment(?!ary)|komment|coment|disqus|discuss|repl(?:y|ies)|pingback|trackback|"
    r"social(?! (?:media )?embed)|addtoany|addthis|sharedaddy|sharing|sharebar|sharetool|sharelink|compartir|condivi|partag|teilen|"
    r"related|relacionad|relacionat|relaterad|relatert|correlat|verwandt|gerelateerd|powiazan|recommend|recirc|suggest|empfehl|"
    r"readmore|readalso|morestories|mostread|mostpopular|trending|teaser(?! text)|outbrain|taboola|plista|revcontent|mgid|zergnet|"
    r"yarpp|newsletter|nyhetsbrev|nieuwsbrief|subscri|suscri|signup|abonn|mailchimp|registration|"
    r"advert|adsense|adslot|adunit|adbox|adcontainer|adwrapper|publici|pubblicita|reklam|reclame|werbung|anzeige|sponsor|promo|"
    r"affiliat|cookie|consent|gdpr|banner|disclaimer|copyright|sidebar|rightcol|rightbar|widget|breadcrumb|paginat|"
    r"navi(?:gation|gator|bar)?|masthead|footer|authorbox|authorbio|authorinfo|aboutauthor|byline|"
    r"caption|bildunterschrift|bildtext|didascalia|photocredit|imagecredit|carousel|slideshow|swiper|lightbox|"
    r"taglist|tagcloud|hashtag|toolbar|dropdown|tooltip|popup|visuallyhidden|noprint|"
    r"infobox|factbox|faktabo|faktenbox|faktaruta|linkbox|linklist|crosslink|sidebox|expandable ?box|upsell|donat"
    r")[a-z0-9]*|(?:"
    r"respond|forum|share|shares|follow|"
    r"(?:see|read|lees|lire|leia|lea|leggi|lue|les|citeste|czytaj) (?:also|more|next|ook|aussi|mais|mas|anche|myos|ogsa|si|tez)|"
    r"most (?:read|popular|viewed|recent)|popular|trends|more (?:on|from|stories|news|articles|like)|"
    r"nativo|jp relatedposts|sign up|optin|mailing|register|login|ad|ads|adv|gpt|dfp|commercial|privacy|legal|"
    r"side (?:bar|box|column)|sidecol|aside|rail|right col|foot|nav|menu|submenu|pager|"
    r"by line|bio|about author|author (?:bio|box|info|card|description|details|profile)|autor|auteur|"
    r"legend|(?:photo|image|media|picture) credits?|credit|credits|pie foto|legenda|gallery|galerie|galeria|slider|"
    r"tag|tags|keywords|topics|meta|metadata|dateline|timestamp|tools?|utility|utilities|print|pop|modal|overlay|"
    r"poll|quiz|survey|rating|ratings|vote|voting|(?:video|audio|media|jw) ?player|player(?: container| wrapper)|podcast|"
    r"video ?(?:list|caption|description|info)|listen|audio|tts|screen reader|sr only|visually hidden|hidden|invisible|offscreen|"
    r"weather|ticker|paywall (?:message|overlay|offer|prompt|teaser|banner)|barrier|regwall|"
    r"link (?:box|list)|fact ?(?:box|sheet)|info box|further|cta|call to action|teads"
    r")(?![a-z0-9]))"
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
_PICTURE = re.compile(
    r"(?<![a-z0-9])(?:images?|img|photos?|fotos?|pictures?|bild|bilder|bilde|kuva|zdjecie|thumb|thumbnail|figure|illustration|"
    r"video|videos|media|multimedia)(?![a-z0-9])")
_SUBHEADING = re.compile(
    r"(?<![a-z0-9])(?:sub ?head(?:line|ing|er)?|subtitle|sub title|headline|heading|zwischentitel|zwischenueberschrift|mellomtittel|"
    r"mellanrubrik|intertitre|ladillo|sottotitolo|tussenkop|h[2-4])(?![a-z0-9])")


def words_of(name: str) -> str:
    """Class or id as lower-case words: ``articleBody--wide`` becomes ``article body wide``."""
    if ":" in name or "[" in name:
        name = _UTILITY.sub(" ", name)
    words = _GAP.sub(" ", _CAMEL.sub(r"\1 \2", _SLUG.sub(" ", name)).lower()).strip()
    return _NEIGHBOUR.sub(" ", words)


@lru_cache(maxsize=4096)
def hint(name: str) -> int:
    """What an element's class and id say about it: `NONE`, `FURNITURE`, `BODY`, `LEAD` or `PICTURE`."""
    words = words_of(name[:400])
    if _BODY.search(words):
        # "article-body-ad" is an advertisement inside a body; the more telling word wins.
        return FURNITURE if _FURNITURE.search(_BODY.sub(" ", words)) else BODY
    if _FURNITURE.search(words):
        return FURNITURE
    if _LEAD.search(words):
        return LEAD
    return PICTURE if _PICTURE.search(words) else NONE


def is_subheading(name: str) -> bool:
    """Tell whether a class or id calls its element a heading inside the text."""
    return _SUBHEADING.search(words_of(name[:400])) is not None
