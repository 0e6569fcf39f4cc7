"""Names in bylines: split, cleaned of what is no name, and told from organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import chinese_names

_AND = "and|und|et|та|і|и|og|och|ve|ja|en|és|și|si|dan|và|oraz|plus|with|mit|avec"
_SPLIT = re.compile(
    rf"\s*[;|\n\t•·／]\s*|\s*[、，,]\s*(?:(?:{_AND}|y|e)\s+)?"
    rf"|\s+(?:{_AND})\s+"
    r"|\s*&\s*|\s+[–—-]\s+|\s+/\s+")
_SHORT_AND = re.compile(r"\s+(?:y|e|i|a|u|j|in|ir|un|och)\s+")
_NAMES_JOINED_BY_SHORT_AND = {"es": "y|e", "gl": "e", "ca": "i", "it": "e", "pt": "e", "pl": "i", "cs": "a", "sk": "a",
                              "hr": "i", "sr": "i", "bs": "i", "sl": "in", "lt": "ir", "lv": "un", "uk": "й", "bg": "и"}
_BY = re.compile(
    r"^(?:(?:written|story|reported|words|text|texts|article|analysis|opinion|comment|report|review|interview|edited|"
    r"posted|published|reporting|compiled|produced|contributed|"
    r"publicado|escrito|redactado|elaborado|scritto|pubblicato|publié|écrit|rédigé|geschrieben|veröffentlicht)\s+)?"
    r"(?:(?:te[kx]st(?:e|as)?|text|texte|texto|testo|текст|reportage)\s*(?:,|&|\+|/|og|och|und|y|e|i|і|та|и|et|en|and)\s*"
    r"(?:fotos?|foto[sg]rafie|bild(?:er)?|zdjęcia|photos?|фото|video)|"
    r"by|von|vom|durch|par|por|di|da|de|door|av|af|od|przez|autor(?:ka|in|en|es|a|i|zy|[/:*_]-?in(?:nen)?)?|auteurs?|autore|autori|"
    r"authors?|writers?|text|texte?|tekst|testo|texto|redaktion|"
    r"автори?|авторы?|авторка|текст|аўтар|аутор|пише|"
    r"(?:матеріал |материал )?(?:підготувал[аи]|підготував|подготовил[аи]?)|автор статті|автор статьи|"
    r"szerző|írta|yazan|yazar|haber(?=\s*:)|hazırlayan|penulis|laporan|ditulis oleh|dilaporkan oleh|oleh|"
    r"reporter|reportase|pewarta|"
    r"tác giả|bài(?:\s*(?:,|và|-)\s*ảnh)?|thực hiện|συντάκτης|συντάκτρια|σύνταξη|του|της|από|"
    r"(?:επιμέλεια|ρεπορτάζ|κείμενο)|(?:γράφει|γράφουν|γράφτηκε από)(?:\s+(?:οι?|η|τον?|την?))?|"
    r"piše|pišu|napisala?|pripremila?|"
    r"autorius|autorė|parengė|autorių|sagatavojis|sagatavoja|autors|autore|teksti|kirjoittaja|toimittaja|"
    r"muhabir|(?-i:N[aA](?=\s[A-Z]{3}))|"
    r"van onze\s+\w+|de notre\s+\w+|d[ae]l nostro\s+\w+|de nuestr[oa]\s+\w+|(?:от|від) (?:нашего|нашого)\s+\w+|"
    r"müəllif|muallif|avtor(?:ica|ji)?|autoři|připravila?|pripravila?|höfundur|nga(?=\s+\S+\s+\S)|од|ผู้เขียน|เรื่องโดย|เรื่อง|โดย|"
    r"kommentar von|analyse von|eine?\s+\w+\s+von|an?\s+\w+\s+by|une?\s+\w+\s+(?:de|par)|una?\s+\w+\s+d[ei]|"
    r"(?:aus|from)\s+[^\W\d_][\w-]+\s+(?:berichtet|reports)|interview|"
    r"von unserem korrespondenten|skrevet av|skriven av|"
    r"opracowanie|oprac\.?|opr\.?|napisał|napisała|propos recueillis par|recueilli par|"
    r"文|作者|(?:本报|本刊|本報|特约)?(?:記者|记者)|取材・文|執筆|撰文|기자명|글쓴이|글|"
    r"بقلم|كتبت?|كتابة|إعداد|الكاتب|نویسنده|خبرنگار|نگارنده|گزارش|تحریر|مصنف|מאת|כתבה?|लेखक|द्वारा|লেখক|"
    r"ავტორი|հեղինակ)(?:\s*[:：・]\s*|\s+|(?<=[文者])\s*)(?=\S)", re.IGNORECASE)
_PICTURED = (
    "photos?|photography|foto(?:s|graf[a-zíě]*|ğraf(?:lar)?)?|фото|сним(?:ка|ки|ок|ила?|ио)|слика|fotók?|snimi(?:o|la)"
    "|snimka|slika|zdj(?:ęcia|\\.)|kuvat?|nuotraukos?|nuotr\\.|φωτογραφί(?:α|ες)|φωτο|ảnh|gambar|צילום|צילומים|تصوير|صور[ةه]?|عکس"
    "|عکاس|사진|写真|撮影|攝影|摄影|图|圖|ფოტო|լուսանկար(?:ը)?")
_PICTURE_TAKER = re.compile(rf"[^,;|/\n()\[\]]+[(\[]\s*(?:{_PICTURED})\s*[)\]]", re.IGNORECASE)
_NOT_SIGNED = re.compile(
    rf"^(?:{_PICTURED}|bild(?:er)?|image|video|illustration|grafik|graphic|camera|відео|видео|"
    r"share|teilen|follow|folgen|subscribe|read more|mehr|updated?|aktualisiert|published|veröffentlicht|stand|"
    r"source|quelle|fuente|fonte|источник|джерело|"
    r"(?:izvor|извор|zdroj|źródło|sursa|kaynak|bron|kilde|källa|lähde|forrás)(?=\s*:))\b|^(?:责任编辑|責任編輯|责编|編輯|编辑|校对|校對|审核|審核|편집)\s*[:：]",
    re.IGNORECASE)
_CREDIT = re.compile(
    rf"(?<=[\w.)])[\s.,;–—-]{{1,5}}(?=(?:{_PICTURED})\s*(?:[:：]|\s(?:by|von|par|di|de|por|av|af)\s))", re.IGNORECASE)
"""Where the credit of a picture follows a name on the same line."""
_EMAIL = re.compile(r"[^\s(\[]+@[^\s)\]]+\.\w+|(?:https?://|www\.)[^\s)\]]+|(?<!\w)@\w+")
_PARENTHESES = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_TAIL = re.compile(
    r"(?:\s+(?:in|on|aus|from|reports?|berichtet|à|a|en|w|z|из|із|для|for|at|bei|vor|für)\s+[A-ZÀ-ÞА-ЯЄІЇҐ].*"
    r"|\s+(?:is|ist|est|es|è|was|has)\s+.*)$")
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspond[ea]nte?|korrespondent(?:in)?|journalist(?:e|in|a|ka)?"
    r"|redakt(?:eur|eurin|ør|ör|or|orka)"
    r"|columnist(?:a)?|chief|head of|producer|writer|contributor|staff|senior|political|professor|kolumnist(?:in)?|"
    r"autor(?:in)?|reporterin|chefred\w*|leiter(?:in)?|enviad[oa] especial|periodista|redactor[a]?|giornalista|"
    r"редактор\w*|журналіст\w*|журналист\w*|кореспондент\w*|корреспондент\w*|оглядач\w*|обозревател\w*|dziennikar\w*|"
    r"experte?|analyst|freelance|intern|volont[äa]r(?:in)?|special to|guest|(?:rechts|fach)anw(?:alt|ältin)|"
    r"minutes?|min read|lesezeit|lesedauer)\b",
    re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:agency|agence|agentur|agencia|agenzia|agência|agencja|presse|press|news|media|newspaper|magazine|network|desk|"
    r"team|staff|board|editors|editorial|redaktion(?:en)?|redakcj[ai]|redakce|redakcia|redacci[oó]n|redazione|"
    r"r[ée]daction|redac[țţt]i[aei]|redakci(?:ja|jos|a)|uredništ\w+|toimetus|haber merkezi|haber ajansı|ajansı?|"
    r"редакци[яію]|редакција|рэдакцыя|tim redaksi|ban biên tập|bureau|correspondents|"
    r"redactie|redaksjonen|redaksi|redação|redaktionen|toimitus|szerkesztőség|newsroom|reuters|times|post|gazette|herald|"
    r"tribune|group|gmbh|inc|ltd|llc|corp|company|foundation|institute|university|ministry|tv|radio|channel|online|"
    r"d\.o\.o|s\.r\.l|fraktion|e\.\s?v|\w*(?:anstalt|verein|verband|verbund|ministerium|gesellschaft|stiftung|sfraktion|gewerkschaft|bundesamt"
    r"|landesamt)|редакція|редакция|агентство|новини|новости|інтерфакс|интерфакс|пресслужба|телеканал|газета|"
    r"anadolu|tanjug|agerpres|mediafax|bns|télam|bernama|бта|бгнес|танјуг|"
    r"тасс|укрінформ|укринформ|xinhua|kyodo|yonhap|bloomberg|cnn|bbc)\b"
    r"|\b(?-i:AFP|DPA|APA|ANSA|EFE|AP|UPI|PTI|IANS|ANI|SID|KNA|EPD|TT|NTB|STT|Ritzau|Belga|ANP|PAP|CTK|ČTK|TASR|SITA|MTI|"
    r"TASS|AFX|OTS)\b"
    r"|^(?:afp|dpa|apa|ansa|efe|ap|upi|pti|ians|ani|sid|kna|epd|tt|ntb|stt|anp|pap|ctk|čtk|tasr|sita|mti|tass|afx|ots|lusa|hina|fena|elta|leta"
    r"|antara|irna|isna)$"
    r"|\.(?:com|org|net|de|ru|ua|info|co|eu|at|ch)\b"
    r"|編集部|新聞|通信|日報|编辑部|編輯部|新华社|新華社|綜合報導|綜合報道|記者会|편집부|취재팀|뉴스팀|연합뉴스|뉴시스|نيوز|وكالة|وكالات|تحرير"
    r"|خبرگزاری|تحریریه|گروه|מערכת|סוכנויות|συντακτική|σύνταξη|რედაქცია|խմբագր",
    re.IGNORECASE)
_PARTICLES = frozenset({"de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "dem", "des", "du", "van",
                        "von", "vom", "zu", "zum", "zur", "la", "le", "el", "al", "bin", "ibn", "ben", "y", "e", "af",
                        "av", "ter", "ten", "te", "bint", "abu", "und", "i", "o'", "d'", "mc", "mac", "st", "san",
                        "jr", "sr", "ii", "iii", "binti", "binte", "bt", "a/l", "a/p", "dei", "degli", "delle", "dell",
                        "dela", "'t", "op", "ul", "ud", "ur", "oğlu", "qızı", "o‘g‘li", "qizi"})
_GLUED_PARTICLES = ("al-", "el-", "as-", "ad-", "an-", "ar-", "at-", "az-", "ash-", "ul-", "d'", "d’", "l'", "l’")
_NOBODY = frozenset({"name", "super user", "superuser", "wordpress", "author name", "your name", "site admin", "joomla",
                     "default", "drupal", "typo3", "system", "root", "first last", "firstname lastname", "test",
                     "web master", "moderator", "full name", "username", "user name", "display name", "admin",
                      "administrator", "unknown", "null", "none", "undefined", "author", "guest", "user",
                     "editor", "webmaster", "n/a", "anonymous", "false", "true", "著者一覧", "著者",
                     "作者", "記者", "记者", "編集部", "নিজস্ব প্রতিবেদক", "নিজস্ব সংবাদদাতা", "স্টাফ রিপোর্টার", "ویب ڈیسک",
                     "نمائندہ خصوصی", "ผู้สื่อข่าว", "กองบรรณาธิการ", "मुख्य संवाददाता", "विशेष संवाददाता", "संवाददाता"})
_SUFFIX = re.compile(r",\s+((?:Jr|Sr|II|III|IV)\b)", re.IGNORECASE)
_GLUED_AND = {
    "he": re.compile(r"\s+ו-?(?=[^\sו]\S*\s+\S)"),
    "ar": re.compile(r"\s+و(?!(?:ليد|ائل|سام|فاء|جدي|حيد|رد|ردة|داد|لاء|جيه|صفي|هيب|هبة|ديع)(?:\s|$))(?=\S{2,}\s+\S)"),
}
"""Where "and" is written as the first letter of the next word; some Arabic names begin with that letter."""
_BRACKETED = re.compile(r"^\s*【([^【】]*)】\s*$")
_ROLE_AFTER = re.compile(rf"(?<=\w)(?:\s+(?:the\s+)?{_ROLE.pattern})+$", re.IGNORECASE)
_KOREAN_ROLE = re.compile(r"^([가-힣]{2,4})(?:\s+[가-힣]{1,8}){0,2}\s*"
                          r"(?:칼럼니스트|평론가|교수|작가|위원|변호사|소장|연구원|연구위원|기고가|시인|소설가)$")
_CJK_ROLE = re.compile(r"(?<=.)\s*(?:기자|특파원|논설위원|記者|记者|特派員|論説委員)$|^[^＝]*＝|^[가-힣]{2,8}\s*=\s*"
                       r"|^[^・]{1,8}(?:委員|部|支局|総局|局長|記者|デスク|ライター)・")
_HAN_NAMES = re.compile("[\u4e00-\u9fff]{2,4}(?:\\s+[\u4e00-\u9fff]{2,4})+$")
_REPORTING = re.compile(r"(?:報導|报道|綜合|综合|摄影|攝影|編譯|编译|電|电)$")
_LOGIN = re.compile(r"[a-z_.-]*\d+[a-z\d_.-]*")
"""What people call themselves to machines."""
_NUMBER = re.compile(r"(?:^|\s)\d")
_PLAIN = re.compile("[A-ZÀ-ÞА-ЯЄІЇҐ][a-zß-ÿа-яёєіїґ]{1,20}(?:[ -][A-ZÀ-ÞА-ЯЄІЇҐ][a-zß-ÿа-яёєіїґ]{1,20}){1,2}")
_LONGEST = 2000
_LONGEST_CASELESS = 35
"""Without capitals only its length tells a name from a sentence."""

_CASED = re.compile("[A-Za-zÀ-ɏͰ-ϿЀ-ԯ]")
_EDGE = " \t\r\n,;:|/-–—·•*\"“”„«»‹›"


def split(value: str, language: str | None = None, *, visible: bool = False) -> list[str]:
    """Names in a byline, cleaned, in order.

    Parameters
    ----------
    value : str
        A byline, or what a page calls its author.
    language : str, optional
        Language of the page: one-letter words for "and" are only read as such in languages that have them.
    visible : bool
        Text that a reader sees may say anything; then only what is written like a name is taken.

    Returns
    -------
    list of str

    Examples
    --------
    >>> split("By Ann Lee and Jan de Vries, Political Editor")
    ['Ann Lee', 'Jan de Vries']
    >>> split("Автор: Олена Приклад, фото: Петро Інший")
    ['Олена Приклад']
    """
    if _PLAIN.fullmatch(value) and not (_BY.match(value) or _NOT_SIGNED.match(value) or _ROLE.search(value)
                                        or value.lower() in _NOBODY):
        return [value]  # most are: spared the rest
    if len(value) > _LONGEST:  # the last name would be cut
        value = value[:_LONGEST].rpartition(",")[0] or value[:_LONGEST]
    text = _BRACKETED.sub(r"\1", _EMAIL.sub("\n", value.replace("\xa0", " ")))
    if "(" in text or "[" in text:
        text = _PICTURE_TAKER.sub("\n", text)
    text = _CREDIT.sub("\n", _strip_by(_SUFFIX.sub(r" \1", _PARENTHESES.sub("\n", text))))
    found: list[str] = []
    chinese = (language or "").startswith("zh")
    for part in _parts(text, language):
        name = clean(part)
        if name.count(" ") > 1 and _ROLE.search(name):
            name = _without_role(name, first=not found)
        # What follows a name is a place, a role or an employer more often than an odd name.
        if found and (_ROLE.search(name) or (name.isupper() and len(name) < 5) or _REPORTING.search(name)
                      or _is_place(name, found[0])):
            continue
        strict = visible or (bool(found) and name.count(" ") > 1)
        if visible and chinese and chinese_names.is_han(name) and not (
                chinese_names.is_name(name) or chinese_names.is_organisation(name)):
            continue
        if name and (looks_like_name(name) if strict else is_possible(name)) and name not in found:
            found.append(name)
    return found


def _parts(text: str, language: str | None) -> Iterable[str]:
    text = _strip_by(text)
    if " " in text:  # two names; without a space, initials of a desk
        text = text.replace("/", "\n")
    for part in _SPLIT.split(text):
        primary = (language or "").split("-")[0]
        glued = _GLUED_AND.get(primary)
        pieces = glued.split(part) if glued is not None and part.count(" ") > 2 else []
        if len(pieces) > 1 and all(" " in p.strip() for p in pieces):
            yield from pieces
            continue
        words = _NAMES_JOINED_BY_SHORT_AND.get(primary)
        if (language or "").startswith("zh") and _HAN_NAMES.match(part.strip()):
            yield from part.split()
            continue
        if words:
            pieces = re.split(rf"\s+(?:{words})\s+", part)
            if len(pieces) > 1 and all(" " in p.strip() for p in pieces):
                yield from pieces
                continue
        yield part


def _strip_by(text: str) -> str:
    text = text.strip(_EDGE)
    for _ in range(2):
        shorter = _BY.sub("", text).strip(_EDGE)
        if shorter == text:
            break
        text = shorter
    return text


def clean(part: str) -> str:
    """One name without label, date, place and role; empty where nothing is left."""
    part = _strip_by(" ".join(part.split()))
    if _NOT_SIGNED.match(part):
        return ""
    digits = _NUMBER.search(part)
    if digits:  # a date or a time follows, or this is one
        part = part[:digits.start()] if part[:digits.start()].count(" ") > 0 else ""
    part = _TAIL.sub("", part).strip(_EDGE)
    if part and part[-1] > "\u2fff":
        part = _KOREAN_ROLE.sub(r"\1", _CJK_ROLE.sub("", part))
    return part.rstrip(".") if len(part.rpartition(" ")[2]) > 4 else part  # "Jr." and initials keep theirs


def _without_role(name: str, *, first: bool) -> str:
    """Name before or after the role that stands beside it without a comma: "Ann Lee Staff Writer", "Editor Ann Lee"."""
    before = _ROLE_AFTER.sub("", name) if first and not name.lower().endswith(" staff") else name
    if before != name and looks_like_name(before) and not is_organisation(before):
        return before
    after = name[max((m.end() for m in _ROLE.finditer(name)), default=0):].strip(_EDGE)
    return after if looks_like_name(after) and not is_organisation(after) else name


def _is_place(name: str, person: str) -> bool:
    """Tell whether a single word after a full name is where it was written, as "Ann Lee, Kyiv"."""
    return " " in person and " " not in name and len(name) > 3 and not is_organisation(name)


def is_possible(name: str) -> bool:
    """Tell whether a declared author can be one: short, with letters, no address, no number, not just a role."""
    if not 2 <= len(name) <= 80 or not any(map(str.isalpha, name)) or any(c in name for c in "@<"):
        return False
    if _LOGIN.fullmatch(name) or name.count(" ") > 7 or name.lower() in _NOBODY or name.lower().endswith("admin"):
        return False
    words = _ROLE.sub("", name).strip(_EDGE).split()
    if len(words) == len(name.split()):
        return True
    return len(words) > 1 and words[0][0].isupper() and sum(map(len, words)) > len(name) / 2


def looks_like_name(name: str) -> bool:
    """Tell whether a text is written like a person's name: two to five capitalised words, or a few CJK characters."""
    if not is_possible(name) or _ROLE.search(name) or any(c.isdigit() or c in ":?" for c in name):
        return False
    words = name.split()
    if not _CASED.search(name):
        compact = name.replace(" ", "").replace("・", "")
        cjk = any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in name)
        return 2 <= len(compact) <= 6 if cjk else 2 <= len(words) <= 4 and len(name) <= _LONGEST_CASELESS
    if not 2 <= len(words) <= 5:
        return False
    return all(w.lower().strip(".") in _PARTICLES or w[0].isupper() or "'" in w[:3] or "’" in w[:3]
               or w.startswith(_GLUED_PARTICLES) for w in words)


def is_organisation(name: str) -> bool:
    """Tell whether a name is that of an agency, a desk or an outlet rather than of a person."""
    return bool(_ORGANISATION.search(name)) or chinese_names.is_organisation(name) or (
        name.isupper() and " " not in name and len(name) < 6)
