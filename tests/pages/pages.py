"""Small pages with what they say, one for each way of printing a conversation. Texts and people are made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.schema import Transcript

Said = tuple[str, ...]
"""What :func:`told` makes of a turn: its kind if that is not speech, its speaker ("?" unknown), its paragraphs."""


@dataclass(frozen=True)
class Case:
    """A page and the turns that it has."""

    name: str
    page: str
    turns: tuple[Said, ...]


def told(transcript: Transcript) -> tuple[Said, ...]:
    """The turns of a transcript in the way of writing of this table."""
    return tuple(
        (
            *(() if turn.kind == "speech" else (turn.kind,)),
            *(() if turn.kind == "sound" else (turn.speaker or "?",)),
            *(paragraph.text for paragraph in turn.paragraphs),
        )
        for turn in transcript.turns
    )


CASES = (
    Case(
        "short labels",
        "LIMA: Rain in Porto?\n\nREESE: Rain.\n\nLIMA: Still.",
        (("LIMA", "Rain in Porto?"), ("REESE", "Rain."), ("LIMA", "Still.")),
    ),
    Case(
        "a turn of several paragraphs",
        "REESE: It rained.\n\nAnd it rained on.\n\nThen it stopped.\n\nLIMA: Good.",
        (("REESE", "It rained.", "And it rained on.", "Then it stopped."), ("LIMA", "Good.")),
    ),
    Case(
        "headline, introduction, conversation",
        "Rain has come to Porto\n\n\nIt rains in Porto.\n\nWe asked why.\n\n\nLIMA: Why?\n\nREESE: Clouds.",
        (("introduction", "?", "It rains in Porto.", "We asked why."), ("LIMA", "Why?"), ("REESE", "Clouds.")),
    ),
    Case(
        "a first mention with name and role, then the short label",
        "ANA LIMA, HOST: Jo?\n\nJO REESE, BYLINE: Yes.\n\nLIMA: Rain?\n\nREESE: Rain.",
        (("LIMA", "Jo?"), ("REESE", "Yes."), ("LIMA", "Rain?"), ("REESE", "Rain.")),
    ),
    Case(
        "a host's label alone on its line, the text in the next paragraph",
        "ANA LIMA, HOST:\n\nIt rains.\n\nJO REESE, BYLINE: It does.",
        (("LIMA", "It rains."), ("REESE", "It does.")),
    ),
    Case(
        "a label alone on its line, the text in the next line",
        "LIMA:\nIt rains.\n\nREESE:\nIt does.",
        (("LIMA", "It rains."), ("REESE", "It does.")),
    ),
    Case(
        "a label over two lines",
        "ANA LIMA,\nHOST: It rains.\n\nJO\nREESE: It does.\n\nUNIDENTIFIED PERSON\n#1: Yes.",
        (("LIMA", "It rains."), ("JO REESE", "It does."), ("UNIDENTIFIED PERSON #1", "Yes.")),
    ),
    Case(
        "titles and roles in brackets",
        "Mr. TOM VALE (Writer): Rain.\n\nLIMA: Why?\n\nMr. VALE: Clouds.\n\nVALE: Many.",
        (("VALE", "Rain."), ("LIMA", "Why?"), ("VALE", "Clouds."), ("VALE", "Many.")),
    ),
    Case(
        "a man and a woman of one name",
        "Mr. VALE: Rain.\n\nMs. VALE: Sun.\n\nMr. VALE: No.",
        (("Mr. VALE", "Rain."), ("Ms. VALE", "Sun."), ("Mr. VALE", "No.")),
    ),
    Case(
        "people whom nobody knows",
        "UNIDENTIFIED PERSON #1: Rain!\n\nUnidentified Woman #2: Sun!\n\nUNIDENTIFIED PERSON #1: Rain!",
        (("UNIDENTIFIED PERSON #1", "Rain!"), ("Unidentified Woman #2", "Sun!"), ("UNIDENTIFIED PERSON #1", "Rain!")),
    ),
    Case(
        "sounds are turns of their own, laughter inside speech is not",
        "LIMA: Listen.\n\n(SOUNDBITE OF RAIN)\n\nREESE: (Laughter) Rain.\n\n(LAUGHTER)\n\nLIMA: Yes.",
        (
            ("LIMA", "Listen."),
            ("sound", "(SOUNDBITE OF RAIN)"),
            ("REESE", "(Laughter) Rain."),
            ("sound", "(LAUGHTER)"),
            ("LIMA", "Yes."),
        ),
    ),
    Case(
        "a sound in a line right below speech, and one over two lines",
        "LIMA: Listen.\n(SOUNDBITE OF RAIN)\nREESE: Rain.\n\n"
        '(SOUNDBITE OF SONG,\n"RAIN")\n\nTHE DUCKS: (Singing) Rain.',
        (
            ("LIMA", "Listen."),
            ("sound", "(SOUNDBITE OF RAIN)"),
            ("REESE", "Rain."),
            ("sound", '(SOUNDBITE OF SONG, "RAIN")'),
            ("THE DUCKS", "(Singing) Rain."),
        ),
    ),
    Case(
        "a sound between a label and its text",
        "ANA LIMA, HOST:\n\n(SOUNDBITE OF RAIN)\n\nIt rains.\n\nREESE: Yes.",
        (("sound", "(SOUNDBITE OF RAIN)"), ("LIMA", "It rains."), ("REESE", "Yes.")),
    ),
    Case(
        "whose text follows a sound without a label is not known",
        "LIMA: Listen.\n\n(SOUNDBITE OF RAIN)\n\nIt rains in Porto.\n\nLIMA: Yes.",
        (("LIMA", "Listen."), ("sound", "(SOUNDBITE OF RAIN)"), ("?", "It rains in Porto."), ("LIMA", "Yes.")),
    ),
    Case(
        "marks of the transcriber stay in the text",
        "LIMA: Tony (ph) and [inaudible].\n\nREESE: [inaudible]\n\n[inaudible]",
        (("LIMA", "Tony (ph) and [inaudible]."), ("REESE", "[inaudible]", "[inaudible]")),
    ),
    Case(
        "a colon inside speech makes no speaker",
        "LIMA: He said this: no.\n\nThe answer: rain.\n\nRemember: rain.\n\nHere's the thing: rain.\n\n"
        "REESE: Note: rain.",
        (
            ("LIMA", "He said this: no.", "The answer: rain.", "Remember: rain.", "Here's the thing: rain."),
            ("REESE", "Note: rain."),
        ),
    ),
    Case(
        "label-like words between labels are speech",
        "LIMA: Go on.\n\nNote: nobody was hurt.\n\nREESE: Good.",
        (("LIMA", "Go on.", "Note: nobody was hurt."), ("REESE", "Good.")),
    ),
    Case(
        "label-like furniture before and after",
        "Genre: Talk\nPublic Files: KPTO\n\nLIMA: Rain.\n\nREESE: Yes.\n\nNote: edited.\n\nPublic Files: KPTO",
        (("LIMA", "Rain."), ("REESE", "Yes.")),
    ),
    Case(
        "short labels that are not the last word",
        "STACY VAN ELST, HOST: A.\n\nSOL O'NEILL, BYLINE: B.\n\nMIKE O'NEILL: C.\n\nJAN FABER: D.\n\n"
        "VAN ELST: E.\n\nS. O'NEILL: F.\n\nM. O'NEILL: G.\n\nJAN: H.",
        (
            ("VAN ELST", "A."),
            ("S. O'NEILL", "B."),
            ("M. O'NEILL", "C."),
            ("JAN", "D."),
            ("VAN ELST", "E."),
            ("S. O'NEILL", "F."),
            ("M. O'NEILL", "G."),
            ("JAN", "H."),
        ),
    ),
    Case(
        "a short label that fits two people is neither's",
        "SOL O'NEILL, HOST: A.\n\nMIKE O'NEILL, BYLINE: B.\n\nO'NEILL: C.",
        (("SOL O'NEILL", "A."), ("MIKE O'NEILL", "B."), ("O'NEILL", "C.")),
    ),
    Case(
        "one person under several labels",
        "ANA LIMA: A.\n\nLIMA: B.\n\nAna Lima: C.\n\nANA LIMA, HOST: D.\n\nLIMA: E.\n\nLímA: F.",
        tuple(("LIMA", letter) for letter in ("A.", "B.", "C.", "D.", "E.", "F.")),
    ),
    Case(
        "unlabelled text that gives another name for its speaker's own",
        "LIMA: That was it.\n\nI'm Jo Reese, and it rains.\n\nStill.\n\nREESE: Yes.\n\nI'm Max Mond, hello.",
        (
            ("LIMA", "That was it."),
            ("REESE", "I'm Jo Reese, and it rains.", "Still."),
            ("REESE", "Yes."),
            ("?", "I'm Max Mond, hello."),
        ),
    ),
    Case(
        "unlabelled text that thanks who has just spoken",
        "REESE: It rained.\n\nThat's Jo Reese in Porto.\n\nREESE: Bye.",
        (("REESE", "It rained."), ("?", "That's Jo Reese in Porto."), ("REESE", "Bye.")),
    ),
    Case(
        "a closing notice on the last turn's own line",
        "LIMA: Bye.\n\nREESE: Thank you. Transcript provided by NPR, Copyright NPR.",
        (("LIMA", "Bye."), ("REESE", "Thank you.")),
    ),
    Case(
        "a notice glued to the last words, and what follows it",
        "LIMA: Bye.\n\nREESE: Thank you.Copyright 2022 NPR. All rights reserved.\n\nAna Lima\nAna Lima lives in Porto.",
        (("LIMA", "Bye."), ("REESE", "Thank you.")),
    ),
    Case(
        "a notice as the last turn's only text",
        "LIMA: Bye.\n\nREESE: Transcript provided by NPR, Copyright NPR.",
        (("LIMA", "Bye."),),
    ),
    Case(
        "speech about copyright",
        "LIMA: Copyright law is old.\n\nREESE: It says © 1998 Max Mond. And that was wrong.",
        (("LIMA", "Copyright law is old."), ("REESE", "It says © 1998 Max Mond. And that was wrong.")),
    ),
    Case(
        "UTF-8 read as Windows-1252",
        "MIKE Oâ€™NEILL, HOST: Itâ€™s rain.\n\nOâ€™NEILL: Rain.",
        (("O’NEILL", "Itâ€™s rain."), ("O’NEILL", "Rain.")),
    ),
    Case(
        "lines broken within paragraphs",
        "LIMA: It rains\nin Porto\ntoday.\n\nREESE: It\ndoes.\nLIMA: Yes.",
        (("LIMA", "It rains in Porto today."), ("REESE", "It does."), ("LIMA", "Yes.")),
    ),
    Case(
        "a line a paragraph",
        f"LIMA: It rains{' and rains' * 15}.\nIt rains on.\nREESE: Yes.",
        (("LIMA", f"It rains{' and rains' * 15}.", "It rains on."), ("REESE", "Yes.")),
    ),
    Case(
        "a label glued to its text, one after a mark of direction, one before a hard blank",
        "LIMA:It rains.\n\n\u200eREESE: It does.\n\nLIMA:\u00a0Yes.",
        (("LIMA", "It rains."), ("REESE", "It does."), ("LIMA", "Yes.")),
    ),
    Case(
        "names in bold type",
        "**Ana:** Hello.\n\n**Jo**: Hi. **Note:** rain.\n\nRemember: rain.\n\n**Ana:** Bye.",
        (("Ana", "Hello."), ("Jo", "Hi. **Note:** rain.", "Remember: rain."), ("Ana", "Bye.")),
    ),
    Case(
        "names with clock times",
        "Ana Lima [00:00:05]\nHello.\n\nJo Reese [00:00:09]\nHi: rain.\n\nAna Lima [00:01:02]\nBye.",
        (("Ana Lima", "Hello."), ("Jo Reese", "Hi: rain."), ("Ana Lima", "Bye.")),
    ),
    Case(
        "numbered speakers",
        "Speaker 1: Hello.\n\nSpeaker 2: Hi.\n\nSpeaker 1: Bye.",
        (("Speaker 1", "Hello."), ("Speaker 2", "Hi."), ("Speaker 1", "Bye.")),
    ),
    Case(
        "plain names",
        "Ana Lima: Hello.\n\nJo Reese: Hi. I said: no.\n\nRemember: rain.\n\nAna Lima: Bye.",
        (("Ana Lima", "Hello."), ("Jo Reese", "Hi. I said: no.", "Remember: rain."), ("Ana Lima", "Bye.")),
    ),
    Case(
        "questions and answers",
        "Q: Rain?\n\nA: Rain.\n\nQ: Still?\n\nA: Still.",
        (("Q", "Rain?"), ("A", "Rain."), ("Q", "Still?"), ("A", "Still.")),
    ),
    Case(
        "no labels at all",
        "Rain has come to Porto\n\nIt rained. It was wet.\n\nFirst: the town. Then it stopped.",
        (("?", "It rained. It was wet.", "First: the town. Then it stopped."),),
    ),
    Case("a single line", "It rains", (("?", "It rains"),)),
    Case("nothing but blank lines", " \n\n\t\r\n", ()),
    Case("a label without text", "LIMA:\n\nREESE: Rain.\n\nLIMA:", (("REESE", "Rain."),)),
)
