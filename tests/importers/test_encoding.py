from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UnreadableTranscriptError
from pipeline.importers.encoding import decode, lines_of

PATH = Path("x.srt")
TEXT = "café “quoted” …"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encoding_that_it_is_in(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), PATH) == TEXT


def test_big_endian_utf_16_is_known_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), PATH) == TEXT


def test_bytes_that_windows_does_not_know_are_latin_1() -> None:
    assert decode(b"caf\xe9 \x81", PATH) == "café \x81"


def test_utf_16_that_is_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableTranscriptError, match=r"byte \d: it is no UTF-16"):
        decode(b"\xff\xfea\x00b", PATH)


def test_lines_end_as_on_any_system_and_nowhere_else() -> None:
    assert lines_of("a\r\nb\rc\nd\x0be\u2028f\x85g") == ["a", "b", "c", "d\x0be\u2028f\x85g"]
