from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.errors import BylineError, UnknownChoiceError, did_you_mean

HERE = Path("talk.mp3")
EXAMPLES = [
    errors.InputNotFoundError(HERE),
    errors.NotAFileError(HERE),
    errors.EmptyFileError(HERE),
    errors.UnreadableAudioError(HERE, "no header"),
    errors.NoSoundError(HERE, "only pictures"),
    errors.UnreadableTranscriptError(HERE, "line 3 is no cue"),
    errors.OtherSchemaError(HERE, "2.0", "1.x"),
    errors.NothingToCompareError(HERE, HERE),
    errors.NoPairsError(HERE, HERE),
    errors.EpisodeNotFoundError(HERE, "feed.xml", "no file of it is called talk", ["The talk"]),
    errors.UnsuitableClipError(HERE, "nobody is heard speaking"),
    errors.UnreadableReportError(HERE, "it is not JSON"),
    errors.NotADocumentError(HERE, "vtt"),
    errors.UnreadableConfigError(HERE, "not TOML"),
    errors.UnreadableFeedError("https://example.org/feed.xml", "there is no such page"),
    errors.UnknownKeyError("show.toml", "hots", ["hosts"]),
    errors.UnknownChoiceError("engine", "wisper", ["whisper"]),
    errors.InvalidValueError("speakers", "less than one", "Give one or more."),
    errors.UnsuitableFormatError("srt", "times"),
    errors.NameTakenError("name", "Linda Brandt", "SPEAKER_2"),
    errors.NothingToUndoError(["SPEAKER_2"]),
    errors.ModelMissingError("base", HERE),
    errors.ModelFetchError("base", ["no route", "not found"]),
    errors.ModelHashError(HERE, "aa", "bb"),
    errors.ModelUnreadableError(HERE, "cut off"),
    errors.ModelStoreError(HERE, "disk full"),
    errors.OutputExistsError(HERE),
    errors.OutputCollisionError(HERE, Path("a.mp3"), Path("b.mp3")),
    errors.OutputNotWritableError(HERE, "disk full"),
    errors.EngineUnavailableError("whisper", "not installed", "Install it."),
    errors.EngineFailedError("whisper", "no kernel image is available", "Take --device cpu."),
    errors.OutOfMemoryError("whisper", "std::bad_alloc"),
    errors.VoiceUnknownError("Linda", HERE, ["Linda Brandt"]),
    errors.VoiceAmbiguousError("John Smith", ["john-smith", "john-smith-2"]),
    errors.VoiceUnreadableError(HERE, "it is not JSON"),
    errors.VoiceUnlikeError("Linda Brandt", "clip.wav", 0.1, 0.6),
    errors.VoiceOfOtherModelError("Linda Brandt", "old", "new"),
]
"""One of each failure that a user can meet."""


def every(kind: type[BylineError]) -> list[type[BylineError]]:
    """A class of error of this module and all below it."""
    below = [each for each in kind.__subclasses__() if each.__module__ == errors.__name__]
    return [kind, *(deeper for each in below for deeper in every(each))]


BRANCHES = {kind: len(every(kind)) > 1 or kind.__subclasses__() for kind in every(BylineError)}


def test_every_kind_of_failure_has_an_example_above() -> None:
    assert {type(example) for example in EXAMPLES} == {kind for kind, is_branch in BRANCHES.items() if not is_branch}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_failure_says_what_it_is_and_what_can_be_done(error: BylineError) -> None:
    assert error.message
    assert not error.message.endswith("\n")
    assert re.fullmatch(r"[A-Z].*\.|.*byline models fetch .*|configs/.*", error.remedy, re.DOTALL)
    assert str(error) == f"{error.message}\n{error.remedy}"
    assert type(error).__doc__


def test_without_a_remedy_the_message_stands_alone() -> None:
    assert str(BylineError("no more")) == "no more"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (BylineError, 1),
        (errors.InputError, 3),
        (errors.ConfigError, 4),
        (errors.ModelError, 5),
        (errors.OutputError, 6),
        (errors.EngineError, 7),
        (errors.VoiceError, 8),
    ],
)
def test_each_branch_has_one_exit_code(kind: type[BylineError], code: int) -> None:
    assert kind.exit_code == code
    if kind is not BylineError:
        assert {each.exit_code for each in every(kind)} == {code}


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    drawn: dict[str, tuple[int, str | None]] = {}
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"    ([│ ├└─]*)(\w+Error)(?:\s+(\d+))?", line):
            drawn[found[2]] = (len(found[1]) // 4, found[3])
    depths = {kind.__name__: len(kind.__mro__) - len(BylineError.__mro__) for kind in every(BylineError)}
    assert {name: depth for name, (depth, _) in drawn.items()} == depths
    assert list(drawn) == [kind.__name__ for kind in every(BylineError)]
    codes = {kind.__name__: str(kind.exit_code) for kind, is_branch in BRANCHES.items() if is_branch}
    assert {name: code for name, (_, code) in drawn.items() if code} == codes


def test_a_slip_is_answered_with_what_may_have_been_meant() -> None:
    assert did_you_mean("hots", ["hosts", "program"]) == " Did you mean 'hosts'?"
    assert did_you_mean("xyz", ["hosts", "program"]) == ""
    error = UnknownChoiceError("device", "gpu", ["cpu", "cuda"], where="byline.toml", remedy="Or leave it out.")
    assert error.message == "byline.toml: unknown device 'gpu'. Did you mean 'cpu'?"
    assert error.remedy == "Choices: cpu, cuda. Or leave it out."
