"""Languages, by ISO 639-1 code, as Whisper's tokenizer knows them (openai/whisper, tokenizer.py)."""

from __future__ import annotations

from pipeline.errors import UnknownChoiceError

LANGUAGES = frozenset(
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy "
    "id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru "
    "sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh".split()
)
"""What recognition can be asked for."""

UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Those written without blanks between words."""


def check_language(language: str | None, where: str = "") -> None:
    """Refuse a language that nobody can recognise; None asks for detection and is fine."""
    if language is not None and language not in LANGUAGES:
        raise UnknownChoiceError(
            "language", language, sorted(LANGUAGES), where=where, remedy="Without one it is detected."
        )
