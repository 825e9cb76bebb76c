"""Capital letters: where sentences begin, in names, and in talk that came without any or in nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.text.sentences import ends_sentence
from pipeline.text.style.edits import LETTERS, Edit, parts_of
from pipeline.text.style.rule import Rule, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.text.style.edits import Token

_I = re.compile(r"i(?:['’](?:m|ll|d|ve|d've|ll've))?")
_ALWAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february september october november december "
    "american americans australian belgian brazilian british canadian chinese cuban egyptian european europeans "
    "french german germans indian iranian iranians iraqi irish israeli israelis italian japanese jewish korean "
    "kurdish lebanese libyan mexican mexicans muslim muslims christian christians norwegian pakistani palestinian "
    "palestinians portuguese russian russians saudi scottish spanish swedish swiss syrian syrians taiwanese turkish "
    "ukrainian ukrainians vietnamese welsh english africa african africans asia asian europe america australia "
    "austria belgium brazil britain canada egypt england france germany india iran iraq ireland israel italy japan "
    "kazakhstan kenya korea lebanon libya mexico nigeria norway pakistan poland portugal russia scotland spain sweden "
    "switzerland syria taiwan ukraine venezuela vietnam afghanistan zimbabwe ethiopia argentina chile colombia "
    "boston chicago california florida texas washington moscow london paris berlin beijing brussels geneva "
    "manhattan brooklyn philadelphia minnesota wisconsin michigan ohio virginia oregon seattle hollywood".split()
) - {"chile"}
"""No other words are spelled like these, except before the things of :data:`_KITCHEN`."""
_KITCHEN = frozenset("fries toast press doors door kiss bulldog twist sprouts beans pancakes".split())
_MONTHS = frozenset("march april may june july august".split())
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)|(?:19|20)\d\d")
_BEFORE_MONTH = frozenset("in on since until by of from last next this every early late".split())
_TITLES = frozenset("president senator governor mayor chancellor pope queen king general".split())
_BEFORE_TITLE = frozenset("that with by and said says when under to for was is from met but because former".split())
"""No "the" (the president Lincoln admired) and no "as" (as president Lincoln signed it)."""
_ABBREVIATED = frozenset(
    "NPR NATO FBI CIA BBC CNN NASA USA USB TV DNA UFO EU UN AI UK GDP CEO ABC CBS NBC PBS IRS NFL NBA HIV IQ DJ".split()
)
_ALSO_WORDS = frozenset(
    "mark will may rose grace hope faith joy art bill frank jack pat rob sue dawn summer grant chase drew dean earl "
    "duke king young long short black white green brown gray grey stone wood woods hill hills park parks lake rich "
    "price page rice cook baker bush banks bank day days love price best west east north south sharp small smart "
    "swift field fields ford fox wolf bird birds fish hunter fisher miller mason carter cooper taylor turner walker "
    "parker porter potter singer bishop pope knight lord prince noble major marsh moss reed rivers river rock sands "
    "snow frost winter winters summers storm case case chance chip christian cliff colt daisy dusty ginger guy hazel "
    "heather holly iris ivy june april august jasmine lance lily miles nick olive penny pearl peg ray red ruby rusty "
    "sandy scarlet sky star sunny van victor violet ward wade will see bell ball barber bond brook brooks bull burns "
    "camp church close coin cross dale deal dear ease english fair fine flowers french glass gold golden good hand "
    "hands hart head heard house land lane law little low main man may more new nice old pike pool power powers rain "
    "read root sage savage shields silver simple steel stern strange street strong sweet thorn trip wall walls waters "
    "weeks wise wild word worth wright yards de la von der da di du al el and the of no so do go an on in is it".split()
)
"""Names that are words as well: on their own they stay as they are."""
_PLACES = {
    ("europe",): frozenset("eastern western".split()),
    ("asia",): frozenset("southeast southeastern central".split()) - {"southeastern"},
    ("africa",): frozenset("west east south north".split()),
    ("america",): frozenset("north south central latin".split()),
    ("korea",): frozenset("north south".split()),
    ("carolina", "dakota"): frozenset("north south".split()),
    ("virginia",): frozenset(("west",)),
    ("ireland",): frozenset(("northern",)),
}
"""What stands before a place's name as a part of it."""
_REGIONS = {place: before for places, before in _PLACES.items() for place in places}
_DIRECTIONS = frozenset().union(*_REGIONS.values()) | {"central", "northern", "southern"}
_PHRASES = frozenset(
    (
        *("white house", "supreme court", "middle east", "west bank", "gaza strip", "wall street", "capitol hill"),
        *("united states", "united nations", "european union", "united kingdom", "cold war", "red cross", "new york"),
        *("los angeles", "san francisco", "new orleans", "las vegas", "hong kong", "saudi arabia", "new zealand"),
        *("north korea", "south korea", "new england", "new jersey", "new mexico", "security council"),
    )
)
"""Names of two words, in talk that came without capitals."""
_FUNCTION = frozenset(
    "the of and to in as for with that but or at by from on which who when while because than".split()
)


@lru_cache(maxsize=1 << 15)
def _key(text: str) -> str:
    """A token's word in small letters, without ``'s``."""
    word = parts_of(text).word.casefold().replace("’", "'")
    return word.removesuffix("'s")


def _capital(text: str) -> str:
    """``text`` with a capital at the beginning of its word; words that mix cases (iPhone) stay."""
    before, word, after = parts_of(text)
    if not word or not word[0].islower() or any(map(str.isupper, word)) or word[0].upper().lower() != word[0]:  # ß, ı
        return text
    return f"{before}{word[0].upper()}{word[1:]}{after}"


def _named(text: str, name: str) -> str:
    """``text`` with its word spelled as ``name``."""
    before, word, after = parts_of(text)
    return before + name + word[len(name) :] + after if word.casefold().startswith(name.casefold()) else text


def _case_of(texts: Sequence[str]) -> str:
    """``upper`` or ``lower`` for talk that has only capitals or none, else ``mixed``."""
    joined = "".join(texts)
    if joined.islower():
        return "lower" if len(texts) > 2 else "mixed"
    words = [text for text in texts if any(map(str.isalpha, text))]
    loud = sum(text.isupper() for text in words)
    long = sum(1 for text in words if len(_key(text)) > 3)
    return "upper" if len(words) > 3 and long > 1 and loud >= 0.9 * len(words) else "mixed"


def _quiet(texts: Sequence[str]) -> list[str]:
    """Talk that came in capitals, in small letters except for abbreviations."""
    quiet = []
    for i, text in enumerate(texts):
        before, word, after = parts_of(text)
        base, _, rest = word.partition("'")
        country = base == "US" and i > 0 and _key(texts[i - 1]) == "the"
        if base in _ABBREVIATED or country or "." in word:
            quiet.append(f"{before}{base}{word[len(base) :].lower()}{after}" if rest else text)
        else:
            quiet.append(text.lower())
    return quiet


@lru_cache(maxsize=1 << 15)
def _stops(text: str) -> bool:
    """Whether a token ends a sentence if nothing followed, and with no quote or ellipsis."""
    if text[-1] not in ".?!" or text.endswith("..") or LETTERS.fullmatch(parts_of(text).word):
        return False
    return bool(_key(text)) and ends_sentence(text, None)


def _begins(texts: Sequence[str], i: int) -> bool:
    """Whether a sentence surely begins at ``i``."""
    if i == 0:
        return len(texts) > 3
    return _stops(texts[i - 1]) and ends_sentence(texts[i - 1], texts[i])


_SOMETIMES = _ALWAYS | _TITLES | _MONTHS | _DIRECTIONS


@lru_cache(maxsize=1 << 15)
def _doubtful(text: str) -> bool:
    """Whether the case of ``text`` may be wrong wherever it stands."""
    word, key = parts_of(text).word, _key(text)
    if word[:1].islower():
        return (
            key in _ALWAYS or key in _TITLES or key in _MONTHS or key in _DIRECTIONS or _I.fullmatch(word) is not None
        )
    return text.lower() in _FUNCTION


def _calendar(texts: Sequence[str], i: int) -> bool:
    """Whether the word at ``i``, which is a verb too, is a month here: ``march 5th``, ``in may 2019``."""
    following = _key(texts[i + 1]) if i + 1 < len(texts) else ""
    if _DAY.fullmatch(following):
        return True
    before = _key(texts[i - 1]) if i else ""
    return _key(texts[i]) in {"april", "june", "july", "august"} and before in _BEFORE_MONTH


def _region(texts: Sequence[str], i: int) -> bool:
    """Whether ``eastern`` at ``i`` belongs to a place: Eastern Europe, Eastern and central Europe."""
    word = _key(texts[i])
    if parts_of(texts[i]).after:
        return False
    for place in (i + 1, i + 3):
        if place < len(texts):
            name = parts_of(texts[place]).word
            if name[:1].isupper() and word in _REGIONS.get(_key(texts[place]), ()):
                return place == i + 1 or (texts[i + 1] in {"and", "or"} and _key(texts[i + 2]) in _DIRECTIONS)
    return False


def _mixed(texts: list[str], i: int, setting: Setting) -> str:
    """The token at ``i`` of talk that has capitals."""
    text = texts[i]
    _, word, after = parts_of(text)
    if not word:
        return text
    if word[0].islower():
        if _I.fullmatch(word) and not after.startswith((")", ".)")):
            return _capital(text)
        key = _key(text)
        if (key in _ALWAYS and not _served(texts, i)) or (key in _MONTHS and _calendar(texts, i)):
            return _capital(text)
        if key in _TITLES and _titles(texts, i, setting):
            return _capital(text)
        if (key in _DIRECTIONS and _region(texts, i)) or _begins(texts, i):
            return _capital(text)
    elif text.lower() in _FUNCTION & setting.lower and _between_small(texts, i):
        return text.lower()
    return text


def _titles(texts: Sequence[str], i: int, setting: Setting) -> bool:
    """Whether the title at ``i`` stands before somebody's name, and belongs to it."""
    if i + 1 == len(texts) or parts_of(texts[i]).after or parts_of(texts[i + 1]).word not in setting.names:
        return False
    return texts[i + 1][0].isupper() and (i == 0 or texts[i - 1] in _BEFORE_TITLE)


def _served(texts: Sequence[str], i: int) -> bool:
    return i + 1 < len(texts) and _key(texts[i + 1]) in _KITCHEN


def _between_small(texts: Sequence[str], i: int) -> bool:
    """Whether plain small words stand on both sides."""
    if not 1 < i < len(texts) - 1:
        return False
    return all(text.isalpha() and text.islower() for text in (texts[i - 2], texts[i - 1], texts[i + 1]))


def _names(texts: list[str], setting: Setting) -> list[str]:
    """Names, in talk that came without capitals: in full, or by a word that is nothing else (Will Bancroft will)."""
    spelled = {name.casefold(): name for name in sorted(setting.names)}
    keys = [_key(text) for text in texts]
    shown = list(texts)
    for i, key in enumerate(keys):
        before, after = keys[i - 1] if i else "", keys[i + 1] if i + 1 < len(keys) else ""
        if key in spelled and (key not in _ALSO_WORDS or (after in spelled and after not in _ALSO_WORDS)):
            shown[i] = _named(texts[i], spelled[key])
        elif f"{key} {after}" in _PHRASES or f"{before} {key}" in _PHRASES:
            shown[i] = _capital(texts[i])
    return shown


def _find(tokens: Sequence[Token], setting: Setting) -> Iterable[Edit]:
    texts = [token.text for token in tokens]
    case = _case_of(texts)
    if case == "upper":
        texts = _quiet(texts)
    if case != "mixed":
        texts = _names(texts, setting)
    for i, token in enumerate(tokens):
        text = texts[i]
        if _doubtful(text) or ((i == 0 or _stops(texts[i - 1])) and _begins(texts, i)):
            text = texts[i] = _mixed(texts, i, setting)
        if text != token.text:
            yield Edit(i, i + 1, text)


CAPITALS = Rule(
    name="capitals",
    summary="sentences and names begin with a capital letter",
    examples=(
        ("It rained. then it stopped. why? i don't know.", "It rained. Then it stopped. Why? I don't know."),
        ("and then i said i'm here", "And then I said I'm here"),
        ("good morning charles maynes, how are you?", "Good morning Charles Maynes, how are you?"),
        ("mark will mark the day, said grace", "Mark will mark the day, said grace"),
        (
            "THE PRESIDENT OF RUSSIA MET CHARLES ON MONDAY. NATO SAID NO.",
            "The president of Russia met Charles on Monday. NATO said no.",
        ),
        ("It starts on wednesday, in the russian city.", "It starts on Wednesday, in the Russian city."),
        ("We march in march 2019, and we may stop.", "We march in March 2019, and we may stop."),
        ("NATO's presence in eastern and central Europe", "NATO's presence in Eastern and central Europe"),
        ("In eastern Kentucky and southern Europe", "In eastern Kentucky and southern Europe"),
        ("He had french fries. iPhone sales fell.", "He had french fries. iPhone sales fell."),
        ("The situation has stabilized As his forces continue", "The situation has stabilized as his forces continue"),
        ("He read The Lord of the Rings.", "He read The Lord of the Rings."),
        ("so at the white house today, the u.s. spoke", "So at the White House today, the u.s. spoke"),
        ('I said... but no. "What?" he asked.', 'I said... but no. "What?" he asked.'),
        ("The FBI SAYS NO.", "The FBI SAYS NO."),
        ("gone.", "gone."),
        ("It was president Maynes, as president Charles said.", "It was President Maynes, as president Charles said."),
        ("She is called k.d. lang.", "She is called k.d. lang."),
    ),
    find=_find,
    setting=Setting(names=frozenset({"Charles", "Maynes", "Mark", "Grace"}), lower=frozenset({"as", "the", "of"})),
)
