"""What docs/validation.md says of the measures is what the table in the code says."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluation.measures import MEASURES

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


def test_the_measures_are_documented_in_their_order_as_the_code_describes_them() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.endswith((" lower |", " higher |"))]
    assert rows == [
        f"| `{key}` | {measure.title} | {measure.meaning} | {measure.better} |" for key, measure in MEASURES.items()
    ]
