"""What the runs of ``benchmarks/speed.py`` come to, as Markdown."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figures import Limit, middle, or_dash, paired_ratio, points, table
from benchmarks.growth import LEAST, fit
from benchmarks.runs import BYLINE, DIARIZERS, OTHERS, RECIPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.figures import Row
    from benchmarks.runs import Run

_TITLES = {
    BYLINE: "byline",
    RECIPES[0]: "(a) faster-whisper + pyannote",
    RECIPES[1]: "(b) openai-whisper + pyannote",
    OTHERS[2]: "byline, openai-whisper",
}
_HALF_HOUR, _SIX_HOURS = 30, 360
_LIMITS = {RECIPES[0]: 8.0, RECIPES[1]: 15.0}
"""How many times as long the recipes take, at least, on half an hour."""
_MOST_OF_LENGTH = 0.15
_MOST_GB = {_HALF_HOUR: 1.5, _SIX_HOURS: 3.0}
_MOST_GROWTH = 1.15
_LEAST_STOCK = 20.0
_MOST_WER, _MOST_DER = 0.003, 0.005
_MOST_ENGINE = 2.0
"""How many times as long byline takes with openai-whisper as with faster-whisper, at most."""


class Runs:
    """Runs, by what they have in common."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs

    @property
    def lengths(self) -> list[int]:
        """Minutes of sound there are runs on, in order."""
        return sorted({_minutes(run) for run in self._runs})

    def of(self, minutes: int, system: str = BYLINE) -> list[Run]:
        """The runs of a system on one length."""
        return [run for run in self._runs if run.system == system and _minutes(run) == minutes]

    def middle(self, minutes: int, system: str, read: Callable[[Run], float | None]) -> float | None:
        """The median of what is read of the runs; None where there are none."""
        return middle(self.of(minutes, system), read)

    def ratio(self, minutes: int, system: str, read: Callable[[Run], float | None]) -> float | None:
        """How many times as much a system takes as the byline run just before it: median of the pairs."""
        return paired_ratio(self.of(minutes), self.of(minutes, system), read)


def _minutes(run: Run) -> int:
    return round(run.length / 60)


def _wall(run: Run) -> float:
    return run.wall


def _cpu(run: Run) -> float:
    return run.cpu


def _wer(run: Run) -> float | None:
    return run.wer


def _der(run: Run) -> float | None:
    return run.der


def _stage(name: str) -> Callable[[Run], float | None]:
    return lambda run: run.stages.get(name)


def sections(runs: Sequence[Run]) -> dict[str, tuple[str, Sequence[Run]]]:
    """What there is to say, by the titles of the sections, and the runs that say it."""
    alone = [run for run in runs if run.system in DIARIZERS]
    others = [run for run in runs if run.system not in DIARIZERS]
    texts: dict[str, tuple[str, Sequence[Run]]] = {}
    if others:
        texts["Speed, memory and growth"] = whole(Runs(others)), others
    if alone:
        texts["Diarization alone"] = diarization(alone), alone
    return texts


_ABOUT = """\
Recordings are made of the golden sample and of pyannote's own, four voices (`benchmarks/long_recordings.py`); whole
processes with Whisper base on a CPU, from start to end. (a) is faster-whisper's batched pipeline, (b)
`whisper.transcribe`, each with the stock pyannote pipeline on the weights that byline takes, and each word to the turn
with the largest overlap (`benchmarks/recipe.py`). Times are medians; ratios are of each run to the run of byline just
before it, then their median; memory is the most of any run."""
_ABOUT_STAGES = """\
Seconds of the stages, as each program tells them; elsewhere is what is left of the whole process: start-up, loading
where it has no stage of its own, and writing. A dash there: stages overlap."""
_COSTS = (
    "minutes", "system", "runs", "time", "share of the length", "CPU time", "time, byline = 1", "CPU time, byline = 1",
    "peak memory", "WER", "DER", "voices",
)  # fmt: skip


def whole(runs: Runs) -> str:
    """Everything about whole runs."""
    reached = table(("", "measured", "asked for", "reached"), [limit.row for limit in limits(runs)])
    costs = table(_COSTS, [_costs(runs, minutes, system) for minutes, system in _measured(runs)])
    return "\n\n".join((_ABOUT, reached, costs, _ABOUT_STAGES, _stages(runs), _growth(runs)))


def _measured(runs: Runs) -> list[tuple[int, str]]:
    return [(minutes, system) for minutes in runs.lengths for system in _TITLES if runs.of(minutes, system)]


def limits(runs: Runs) -> Iterator[Limit]:
    """What is asked for."""
    half = _HALF_HOUR
    for system, least in _LIMITS.items():
        title = f"{_TITLES[system]}, time on 30 minutes, byline = 1"
        yield Limit(title, runs.ratio(half, system, _wall), least, "{:.2f}".format, least=True)
    wall = runs.middle(half, BYLINE, _wall)
    yield Limit("share of the length, 30 minutes", wall and wall / 60 / half, _MOST_OF_LENGTH, "{:.3f}".format)
    for name, read, most in (("WER", _wer, _MOST_WER), ("DER", _der, _MOST_DER)):
        ours = runs.middle(half, BYLINE, read)
        others = [value for system in RECIPES if (value := runs.middle(half, system, read)) is not None]
        over = ours - min(others) if ours is not None and others else None
        yield Limit(f"{name} on 30 minutes, over the best of the others", over, most, points)
    longest = max((minutes for minutes in runs.lengths if any(runs.of(minutes, s) for s in RECIPES)), default=half)
    stock = [runs.ratio(longest, system, _stage("diarize")) for system in RECIPES]
    known = [value for value in stock if value is not None]
    title = f"stock diarization in a whole run of {longest} min, byline = 1"
    yield Limit(title, median(known) if known else None, _LEAST_STOCK, "{:.1f}".format, least=True)
    for minutes, most in _MOST_GB.items():
        peaks = [run.peak_gb for run in runs.of(minutes)]
        yield Limit(f"peak memory, {minutes} minutes", max(peaks, default=None), most, "{:.2f} GB".format)
    six, half_hour = (runs.middle(minutes, BYLINE, _wall) for minutes in (_SIX_HOURS, half))
    times = six / (_SIX_HOURS / half * half_hour) if six and half_hour else None
    yield Limit("six hours / twelve times half an hour", times, _MOST_GROWTH, "{:.3f}".format)
    if any(runs.of(minutes, OTHERS[2]) for minutes in runs.lengths):
        longest = max(minutes for minutes in runs.lengths if runs.of(minutes, OTHERS[2]))
        title = f"{_TITLES[OTHERS[2]]}, {longest} minutes, with faster-whisper = 1"
        yield Limit(title, runs.ratio(longest, OTHERS[2], _wall), _MOST_ENGINE, "{:.2f}".format)


def _costs(runs: Runs, minutes: int, system: str) -> Row:
    own = runs.of(minutes, system)
    wall = median(run.wall for run in own)
    ratios = ("1", "1") if system == BYLINE else tuple(or_dash(runs.ratio(minutes, system, r)) for r in (_wall, _cpu))
    voices = sorted({run.voices for run in own if run.voices is not None})
    return (
        str(minutes), _TITLES[system], str(len(own)), f"{wall:.1f} s", f"{wall / own[0].length:.3f}",
        f"{median(run.cpu for run in own):.1f} s", *ratios, f"{max(run.peak_gb for run in own):.2f} GB",
        *(or_dash(runs.middle(minutes, system, read), "{:.2%}") for read in (_wer, _der)),
        ", ".join(map(str, voices)) or "-",
    )  # fmt: skip


def _stages(runs: Runs) -> str:
    measured = _measured(runs)
    names = list(dict.fromkeys(name for key in measured for run in runs.of(*key) for name in run.stages))
    rows = []
    for minutes, system in measured:
        own = runs.of(minutes, system)
        medians = [runs.middle(minutes, system, _stage(name)) for name in names]
        left = median(run.wall - sum(run.stages.values()) for run in own)
        seconds = [or_dash(value, "{:.1f}") for value in (*medians, left if left > 0 else None)]
        rows.append((str(minutes), _TITLES[system], *seconds))
    return table(("minutes", "system", *names, "elsewhere"), rows)


def _growth(runs: Runs) -> str:
    """How byline's time grows with the length, by the clock and in CPU time."""
    lines = []
    for name, read in (("time", _wall), ("CPU time", _cpu)):
        measured = {minutes: runs.middle(minutes, BYLINE, read) for minutes in runs.lengths}
        curve = fit({float(minutes): seconds for minutes, seconds in measured.items() if seconds is not None})
        if curve is None:
            lines.append(f"- {name} of byline: no curve, which takes {LEAST} lengths")
            continue
        times = curve.seconds(_SIX_HOURS) / (_SIX_HOURS / _HALF_HOUR * curve.seconds(_HALF_HOUR))
        lines.append(
            f"- {name} of byline in seconds: {curve.start:.1f} + {curve.each:.2f} x minutes ^ {curve.power:.3f}; what"
            f" was measured is at most {curve.worst:.1%} off it. By this curve six hours are {times:.3f} times twelve"
            " half hours"
        )
    note = "The curve has the least sum of squared relative deviations; an exponent of 1 is growth in line with length."
    return "\n".join((*lines, "", note))


_DIARIZED = (
    "recording", "length", "rounds", "byline", "stock", "stock / byline", "in CPU time", "DER of byline",
    "DER of stock", "difference", "memory of byline", "memory of stock", "reached",
)  # fmt: skip


def diarization(runs: Sequence[Run]) -> str:
    """Diarization alone, byline's beside the stock pipeline's."""
    sides = [[run for run in runs if run.system == system] for system in DIARIZERS]
    rows = []
    for name in dict.fromkeys(run.recording for run in sides[1]):
        ours, theirs = ([run for run in side if run.recording == name] for side in sides)
        rows.append(_diarized(name, ours, theirs))
    return (
        "The stock pipeline and byline's on the same two models, models loaded, in turn; medians. Asked for on every"
        f" recording: {_LEAST_STOCK:.0f} times as fast, at a DER at most {points(_MOST_DER)} higher (no collar)."
        " Byline's process keeps its memory as its command does (docs/speed.md), the stock pipeline's is as its users"
        " run it.\n\n" + table(_DIARIZED, rows)
    )


def _diarized(name: str, ours: Sequence[Run], theirs: Sequence[Run]) -> Row:
    both = (ours, theirs)
    seconds, errors = ([middle(side, read) for side in both] for read in (_stage("diarize"), _der))
    over = errors[0] - errors[1] if errors[0] is not None and errors[1] is not None else None
    speed = Limit("", paired_ratio(ours, theirs, _stage("diarize")), _LEAST_STOCK, "{:.1f}".format, least=True).row
    rightness = Limit("", over, _MOST_DER, points).row
    return (
        name,
        f"{theirs[0].length:.1f} s",
        str(len(theirs)),
        *(or_dash(value, "{:.2f} s") for value in seconds),
        speed[1],
        or_dash(paired_ratio(ours, theirs, _stage("diarize_cpu")), "{:.1f}"),
        *(or_dash(value, "{:.2%}") for value in errors),
        rightness[1],
        *(or_dash(max((run.peak_gb for run in side), default=None), "{:.2f} GB") for side in both),
        "yes" if speed[3] == rightness[3] == "yes" else "**no**",
    )
