"""docs/style.md shows the tables that specify the rules, and names every style.

``BYLINE_WRITE_GOLDENS=1 pytest tests/docs`` writes its tables anew; the test fails as long as the variable is set.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.text.style import RULES, STYLES
from tests.exporters.golden import WRITE

if TYPE_CHECKING:
    from pipeline.text.style.rule import Rule

PAGE = Path(__file__).parents[2] / "docs" / "style.md"
_HEAD = re.compile(r"\A.*?<!-- made from the tables.*?-->\n", re.DOTALL)


def table(rule: Rule) -> str:
    styles = ", ".join(f"`{name}`" for name, rules in STYLES.items() if rule.name in rules) or "where it is asked for"
    lines = [
        f"\n### {rule.name}\n",
        f"{rule.summary[0].upper()}{rule.summary[1:]}. In {styles}.".replace("In where", "Where"),
        "",
    ]
    changed = [(said, printed) for said, printed in rule.examples if said != printed]
    kept = [said for said, printed in rule.examples if said == printed]
    lines += ["| said | printed |", "|---|---|", *(f"| {cell(said)} | {cell(printed)} |" for said, printed in changed)]
    lines += ["", "Left as it is: " + "; ".join(cell(said) for said in kept) + "."]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def test_the_tables_are_those_of_the_rules() -> None:
    text = PAGE.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    assert head is not None
    made = head[0] + "".join(map(table, RULES))
    if os.environ.get(WRITE):
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    assert not os.environ.get(WRITE)
    assert text == made


def test_every_style_is_described() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE) == list(STYLES)
