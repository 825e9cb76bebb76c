"""Names that are called out to somebody: "So, Maria, what happened?", "That's right, Steve.", "Thanks, Ayesha."."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"^(?:(?:so|and|but|well|okay|ok|now|yes|no|yeah|oh|ah|aha|all right|right"
    r"|look|sorry|please|listen|finally|um|uh|er"
    r"|mm|hi|hello|hey|morning|good (?:morning|afternoon|evening|night)|welcome|my|dear|come on|i mean|you know|sure"
    r"|of course|next|let['’]s see|go ahead|go on|exactly|absolutely|true|wow|great|nice|ha|congratulations|goodbye|bye"
    r"|cheers"
    r"|thank(?:s| you)(?: so much| very much)?|to you|(?:over|back) to you)[\s,.]*)*$",
    re.IGNORECASE,
)
"""What may stand before a name at the beginning of a sentence that calls it out."""
_ENDS = re.compile(r"\s*[.?!…]*[\"'”’)]*\s*$")
_APPOSITION = re.compile(
    r",\s+(?:(?:who(?!['’]s\s+(?:this|that|the)\b[^,]*\?)|whose|whom|which|said|says|of|and|or|then|age|aged|now|formerly"
    r"|from|with|he|she|they|his|her|an?(?!\s+(?:minute|question|word|final|last|quick|brief|thought|lot|bit))"
    r"|the(?!\s+(?:floor|question|line))|\d)\b|[A-ZÀ-Þ](?![\s'’]))"
)
"""What follows a name and a comma where that tells who somebody is."""
_PHRASE_OF_NAME = re.compile(
    r"\b(?:my|his|her|their|our|your|the|an?|named|called"
    r"|(?-i:(?!He|She|It|That|What|Who|Where|How|Here|There|Let|One)[A-Z][\w.-]*['’]s))"
    r"\s+(?:[\w'’-]+\s+){0,2}[\w'’-]+$",
    re.IGNORECASE,
)
"""Who somebody is, before the name: "our producer", "NPR's Moscow correspondent"."""
_REMARK = re.compile(r"^(?:(?:that|it|this)(?:['’]s|\s+is|\s+was)\s+|what\b|you\b|good\b|great\b|thank)", re.IGNORECASE)
_THANKS = re.compile(
    r"\b(?:thanks?|cheers|grateful|(?:good)?bye|good night|take care|well (?:said|done|put)|so long|appreciate"
    r"|having me|have me|get some rest|safe travels|stay safe|see you)\b",
    re.IGNORECASE,
)
_WELCOMES = re.compile(
    r"\b(?:welcome|hello|hi|hey|good (?:morning|afternoon|evening|day)|morning|how are you"
    r"|(?:thanks?|thank you)(?: so much| very much)? for (?:joining|being|coming|talking|speaking|taking|making|doing"
    r"|sitting|sparing|calling|waiting)|(?:good|great|nice|lovely|glad) to (?:have|see|meet|talk)|go ahead|you['’]re on"
    r"|over to you|the floor is|take it away|what['’]s on your mind|are you there|can you hear)\b",
    re.IGNORECASE,
)


def is_called_out(before: str, after: str, *, cut_off: bool) -> bool:
    """Whether a name between ``before`` and ``after`` is called out.

    ``before`` is as much of the sentence as is looked at, and ``cut_off`` says that it is not all; it is without the
    name's title.
    """
    ends = _ENDS.match(after) is not None
    comma = after.startswith(",") and _APPOSITION.match(after) is None
    if not (ends or comma):
        return False
    if not cut_off and _LEAD.match(before):
        return True
    if not before.endswith(","):
        return False
    phrase = before[:-1]
    words = phrase.split()
    if len(words) > 1 and words[-1][:1].isupper() and not re.match(r"I(?:['’]|$)", words[-1]):
        return False  # an enumeration of names, or a place in two parts
    return _PHRASE_OF_NAME.search(phrase) is None or _REMARK.match(phrase) is not None


def manner(sentence: str) -> str:
    """How a sentence calls out the names in it: with a welcome, thanks, a question, or just so."""
    if _WELCOMES.search(sentence):
        return "welcome"
    if _THANKS.search(sentence):
        return "thanks"
    return "asks" if sentence.rstrip("\"'”’)").endswith("?") else "calls"
