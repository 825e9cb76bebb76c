from __future__ import annotations

import pytest

from pipeline.text.spacing import join


@pytest.mark.parametrize(
    ("words", "language", "text"),
    [
        (["Good", "morning,", "Charles."], "en", "Good morning, Charles."),
        (["Good", "morning."], None, "Good morning."),
        (["こんにちは", "。"], "ja", "こんにちは。"),
        (["안녕", "하세요"], "ko", "안녕 하세요"),
        ([], "en", ""),
        (["one"], "en", "one"),
    ],
)
def test_words_are_divided_by_blanks_where_the_language_is_written_so(
    words: list[str], language: str | None, text: str
) -> None:
    assert join(words, language) == text
