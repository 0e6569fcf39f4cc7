"""Language of a text by its commonest small words, which costs far less than a trained classifier.

A few dozen articles, prepositions and conjunctions make up a quarter or more of running text [1]_. A language is only
named where its words are frequent and clearly ahead of every other's; neighbours that share them (Norwegian and
Danish, Zulu and Xhosa) mostly stay undecided, and the caller asks a classifier.

References
----------
.. [1] G. Grefenstette, "Comparing Two Language Identification Schemes", JADT 1995.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_WORDS = {
    "en": "the of and to in a is for on with as by at from after over has his her it be are was will not what "
          "how why who its this that their new says you your an have had been but or which they were would more "
          "when said",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden "
          "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
          "oder aber vor zur",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij door naar uit "
          "over wordt nog heeft tot hij deze werd geen meer was worden zich hebben ze kan wel",
    "af": "die van en in is het dat nie te met om vir op as aan wat sy hy deur word ook was sal kan ons na by "
          "maar hulle meer uit gesê 'n",
    "lb": "den d' vun an ass op mat déi dat net ze fir och si huet een eng vum zu sinn et nach gëtt gouf bei "
          "als ëm de dem",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag från vi så kan "
          "under också efter vid eller nu sig sin blir kommer säger",
    "no": "og i det at på er som en til av for med å har de ikke den et om fra seg var men han kan vil etter "
          "også ble blir skal eller når sier bli hun ut noe hva mer være",
    "da": "og i at det er en til på som af for de med den har ikke der et om fra var men sig han kan vil efter "
          "også blev bliver skal eller når siger hun ud noget hvad mere være",
    "is": "og að í á sem er við til um með það en fyrir ekki var hann af frá því eru hefur verið þar þess eftir "
          "hún vegna segir verða",
    "fo": "og í at á er til sum við ikki av hava tað ein frá um men hevur fyri eisini verið",
    "kl": "aamma imaluunniit taamaattumik ilaatigut pillugu tamanna kisianni taakku aamma ullumikkut",
    "fr": "le la les de des et en un une du à est que pour dans qui il au sur par pas ne plus ce a sont se avec "
          "aux son cette ou mais été elle ont sa ces on leur été d' l' qu' c' n' s'",
    "ca": "de la el i que a en els del les per un una amb al és no ha més dels com ser aquest aquesta però va "
          "han també seva són fins l' d' s' els",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus ha fue "
          "este esta sobre entre cuando también hasta desde ya son han años está",
    "oc": "lo la los las de que e un una es per en amb del dels se pas mai son dins o als aqueste tanben mas al puèi "
          "foguèt aquò coma",
    "gl": "de a que o e en do da os as un unha no na por con se non para é ao dos das máis como polo pola seu "
          "foi este esta tamén co coa pero ten anos ata",
    "pt": "de a que o e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem "
          "à seu sua ou ser quando muito há nos já está também pelo pela até são",
    "it": "di e il la che in a per un è del non una i le con da si dei al della sono come più ha nel anche "
          "delle ma lo alla gli ai su o dal l' d' nella questo hanno essere",
    "ro": "de și în a la cu că pe din o care nu se un pentru este mai au fost să sunt ale ca după fi prin dar "
          "sau fi lui al ce s-a ai până unui",
    "sq": "të e në dhe për një nga me që i se më është ka do nuk si janë ai ishte kjo ky janë tha por edhe u",
    "pl": "w i na z się nie do to że jest o jak za od po co dla są przez ale tym był ma już tak czy jego oraz "
          "ze tej roku może przed została tylko",
    "cs": "a v se na je že o s z do i to k ve pro za by ale si jako po od podle které který jsou jsem bylo byl "
          "také při už nebo není své jeho",
    "sk": "a v sa na je že o s z do aj to k vo pre za by ale si ako po od podľa ktoré ktorý sú som bolo bol "
          "tiež pri už alebo nie svoje jeho",
    "sl": "in je v na se da za so pa ki s z bi po ni tudi od ne pri bo še do kot ali ter bil iz kako smo njegov",
    "hr": "i je u na se da za su od s a o ne kao što koji koja koje iz bi ili te nije bio sa već ali kako do "
          "nakon samo još biti će ga",
    "lt": "ir kad yra į iš su tai ne bei kaip jis per dėl nuo už apie buvo bus taip ar po nėra jau taip pat "
          "prie iki tik dar savo buvo",
    "lv": "un ir ka par no ar uz kas lai arī kā pēc bet vai gan nav tika līdz pie to tas bija viņš jau savu "
          "gada būs",
    "et": "ja on ei et ta see ka kui oma oli mis aga selle mida kes ning siis või nii veel tema pole välja juba "
          "eesti pärast seda ole",
    "fi": "ja on ei että se hän oli ovat joka myös kun mutta kuin sen tai mukaan niin jos vain nyt ole ollut "
          "hänen vuoden jo mitä sitä tämä kertoo",
    "hu": "a az és hogy nem is egy van ez meg ha de csak már azt volt még mint el vagy ki szerint lesz után "
          "majd pedig amely aki lehet között",
    "eu": "eta da ez du bat dira dute izan ere zen hori dela baina egin zuen egiten gero ditu beste behar arte "
          "dio",
    "tr": "ve bir bu da de için ile çok olarak olan daha gibi kadar sonra ne o ise en her mi değil ancak oldu "
          "tarafından ettiği olduğu göre etti dedi var",
    "az": "və bir bu da də üçün ilə olan daha kimi sonra görə edib olub isə ki çox bildirib tərəfindən bütün "
          "həm idi",
    "id": "yang dan di dari untuk dengan ini itu tidak pada dalam akan adalah ke juga bisa oleh karena saat ada "
          "lebih telah sudah kata seperti mereka saya namun tersebut para",
    "vi": "và của là có được trong cho không một với các những đã này người để khi từ đến tại về cũng nhưng sẽ "
          "ra vào năm ông theo",
    "tl": "ang ng sa na mga ay at si ni kay hindi para may ito nang ko din rin kung siya sila niya naman pa "
          "isang",
    "sw": "na ya wa kwa ni katika za la kuwa cha hiyo huo hilo alisema yake pia baada watu hii kama lakini wake "
          "ili",
    "so": "iyo in oo ah ay ka ku la waa uu soo ee si ayaa u waxaa waxay kale lagu aan wuxuu",
    "ga": "an na agus a i ar go is le do ag tá bhí sé as ach nach gur sin seo leis den ón mar níl",
    "cy": "y yn a i o yr ar mae ei wedi am gan fod bod ac oedd ond hefyd yng eu sydd nid at wrth fel",
    "mt": "li u il- ta' fil- l- ma tal- mill- kien għal minn dan din biex huwa se fuq qal hija kienet",
    "zu": "ukuthi uma kanye ngoba kodwa futhi noma kusho leli lo yini khona kanti lapho kakhulu manje "
          "ngesikhathi lokhu lolu abantu umuntu ngenxa ngemuva wathi uthi uthe bathi kule le oku nje kuze kusukela "
          "yakhe wakhe bese kube",
    "xh": "ukuba kwaye kunye okanye kodwa ngoku xa kuba le lo wathi ukuze apho kakhulu phantsi ngexesha oku "
          "kule abantu umntu nangona njengoko emva yakhe wakhe uthi kwakhona ngoko kwi bathi esithi zonke bonke "
          "ezi amaxesha",
    "uk": "і в на що не з у та до за це як від про для його він але або які було має під час вже щоб також "
          "цього є її ще після якщо й",
    "ru": "и в на что не с по это как для от он его из но к или о при был так за все уже также чтобы после было "
          "их до этого если",
    "be": "і ў на што не з у да за гэта як ад пра для яго ён але або якія было пад каб таксама ці яе яшчэ пасля",
    "bg": "и на в за се да от с е че не са по до като към това но при или ще след през беше има които също "
          "който",
    "mk": "и на во за се да од со е дека не ќе по до како кон ова но при или беше има кои исто што ги го",
    "sr": "и је у на се да за су од с а о не као што који која које из би или није био са већ али како до након",
    "kk": "және мен бұл үшін деп бар бір де да болып осы туралы үшін кейін қазақстан екен емес еді бойынша",
    "ar": "في من على أن إلى التي عن مع هذا هذه الذي ما لا كما بعد قال بين أو كان إن وقد خلال ذلك قبل منذ وفي",
    "fa": "در به از که این را با است برای آن و شد کرد یک خود تا بر هم شده های می نیز بود ها اما دارد",
    "ur": "کے میں کی ہے اور سے کا کو کہ نے پر ہیں اس یہ بھی تھا گیا ایک نہیں وہ کر تھی تھے",
    "hi": "के में की है और से का को कि ने पर हैं इस यह भी था गया एक नहीं कर लिए हो रहा तो",
    "mr": "आणि आहे या तर हे ते की होते नाही असे केली केला आहेत मध्ये यांनी त्यांनी एक होता व",
    "ne": "छ र को का मा ले पनि भने छन् गरेको भएको लागि यो हो थियो गर्ने तथा बताए",
}
_ELISION = str.maketrans({"'": "' ", "’": "' ", "ʼ": "'", "`": "'"})
_WORD = re.compile(r"[^\s\d.,;:!?…()\[\]\"«»„“”–—|/।،؛؟]+")
"""What stands between spaces and punctuation: ``\\w`` would part Indic words at their vowel signs."""
_FEWEST_WORDS = 10
_FEWEST_HITS = 4
_LEAST_SHARE = 0.05


def by_function_words(text: str) -> str | None:
    """Language whose small words a text is full of.

    Parameters
    ----------
    text : str
        A few sentences; more make the answer no better.

    Returns
    -------
    str or None
        ISO 639-1 code; None for too few words, for an unknown language, and where two languages are near each other.

    Examples
    --------
    >>> by_function_words("Die Feuerwehr hat am Abend mit einem Boot nach dem Mann gesucht, der im See war")
    'de'
    >>> by_function_words("Rain in Spain")
    """
    words = _WORD.findall(text.lower().translate(_ELISION))
    if len(words) < _FEWEST_WORDS:
        return None
    index = _index()
    held: dict[str, dict[str, int]] = {}
    for word, count in Counter(words).items():
        for language in index.get(word, ()):
            held.setdefault(language, {})[word] = count
    if not held:
        return None
    ranked = sorted(((sum(of.values()), name) for name, of in held.items()), reverse=True)
    hits, best = ranked[0]
    near = [name for rival_hits, name in ranked[1:] if rival_hits > hits / 3]
    share = _LEAST_SHARE if near else _LEAST_SHARE / 2  # languages that glue their small words on have few
    fewest = _FEWEST_HITS - 1 if hits > len(words) / 4 else _FEWEST_HITS
    if hits < share * len(words) or len(held[best]) < fewest:
        return None
    return best if all(_is_ahead(held[best], held[name]) for name in near) else None


_NEIGHBOURS = {
    "cs": ("sk",), "sk": ("cs",), "es": ("ca", "gl", "pt"), "ca": ("es",), "gl": ("es", "pt"), "pt": ("es", "gl"),
    "sv": ("no", "da"), "da": ("sv",), "no": ("sv",), "nb": ("sv",), "nl": ("af",), "af": ("nl",), "de": ("lb",),
    "et": ("fi",), "fi": ("et", "sv"), "lt": ("lv",), "lv": ("lt",), "tr": ("az",), "az": ("tr",), "hr": ("sl",),
    "sl": ("hr",), "ar": ("fa", "ur"), "fa": ("ar", "ur"), "ur": ("ar", "fa"), "hi": ("mr", "ne"), "mr": ("hi", "ne"),
    "ne": ("hi", "mr"),
}
"""Languages with the same letters whose pages are taken for each other's."""


def neighbour(language: str, text: str) -> str | None:
    """Neighbour of a language in whose small words a text is written, and not in its own.

    Examples
    --------
    >>> neighbour("cs", "Medveď prišiel až ku škole, ktorá sa nachádza na okraji mesta, lebo aj tu sú včely")
    'sk'
    >>> neighbour("cs", "Medvěd přišel až ke škole, která se nachází na okraji města")
    """
    words = text.lower().split() if language in _NEIGHBOURS else ()
    for rival in _NEIGHBOURS[language] if words else ():
        ours, theirs = _differences(language, rival)
        if sum(w in theirs for w in words) > 2 + 4 * sum(w in ours for w in words):
            return rival
    return None


def lacks(language: str, text: str, share: float) -> bool:
    """Tell whether a text has hardly any of the small words of a language; False where these are not known.

    Serbian and Bosnian are known in one of their two scripts alone.

    Examples
    --------
    >>> lacks("pl", "The rain ruined the harvest in the north, and the farmers said that it was the third year", 0.02)
    True
    """
    name = "no" if language in ("nb", "nn") else language
    if name not in _WORDS or name in ("sr", "bs"):
        return False
    words = _WORD.findall(text.lower().translate(_ELISION))
    own = _own(name)
    return len(words) > _FEWEST_WORDS and sum(w in own for w in words) <= share * len(words)


@cache
def _own(language: str) -> frozenset[str]:
    return frozenset(_WORDS[language].split())


@cache
def _differences(language: str, rival: str) -> tuple[frozenset[str], frozenset[str]]:
    """Small words that only the one language has, and those that only the other has."""
    ours, theirs = (frozenset(_WORDS["no" if name == "nb" else name].split()) for name in (language, rival))
    return ours - theirs, theirs - ours


def _is_ahead(words: dict[str, int], rival: dict[str, int]) -> bool:
    """Tell whether the words that only the first language has are far more than those that only its rival has."""
    mine = sum(count for word, count in words.items() if word not in rival)
    theirs = sum(count for word, count in rival.items() if word not in words)
    return mine >= 2 * theirs + 2


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Languages that have a word among their commonest."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found
