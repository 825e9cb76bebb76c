"""pyannote.core's annotations, looking for overlaps among near neighbours only.

Plain ones compare each stretch with every earlier one, which takes a minute for an evening of turns. What is found, and
in which order, is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyannote.core import Annotation, Segment, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Stretches(Timeline):  # type: ignore[misc]
    """A timeline."""

    def co_iter(self, other: Timeline) -> Iterator[tuple[Segment, Segment]]:
        longest = max((stretch.duration for stretch in other), default=0.0) + 1
        for one in self:
            earliest = one.start - longest  # nothing that begins before lasts until here
            for another in other.segments_list_.irange(Segment(earliest, earliest), Segment(one.end, one.end)):
                if one.intersects(another):
                    yield one, another

    def support(self, collar: float = 0.0) -> Timeline:
        return _Apart(super().support(collar), self.uri)


class _Apart(_Stretches):
    """A timeline whose stretches do not touch, so that one at most lies at any time."""

    def overlapping_iter(self, t: float) -> Iterator[Segment]:
        for stretch in self.segments_list_.irange(maximum=Segment(t, t), reverse=True):
            if stretch.overlaps(t):
                yield stretch
            return


class Voices(Annotation):  # type: ignore[misc]
    """An annotation whose timelines look among near neighbours; they are copies, whatever is asked for."""

    def get_timeline(self, copy: bool = True) -> Timeline:  # noqa: ARG002, D102 - as in the base class
        return _Stretches(super().get_timeline(copy=False), self.uri)

    def label_timeline(self, label: Any, copy: bool = True) -> Timeline:  # noqa: ARG002, D102 - as in the base class
        return _Stretches(super().label_timeline(label, copy=False), self.uri)
