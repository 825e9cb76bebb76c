"""A validation as JUnit XML, which CI systems show as test results.

Each pair of files is a test suite with a test case for every measure that could be measured; these pass. The suite
``pooled`` holds the thresholds, which may fail. Pairs that could not be scored are errors, files without a partner are
skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipeline.evaluation.measures import MEASURES
from pipeline.evaluation.reports.figures import counts, figure, verdict
from pipeline.exporters.characters import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.evaluation.reports.document import FileResult, Pooled, ValidationReport

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def to_junit(report: ValidationReport) -> str:
    """``report`` as the text of an XML file."""
    root = ET.Element("testsuites", name="byline validate")
    for file in report.files:
        _measures(_suite(root, file.name), file)
    for failure in report.failures:
        case = _case(_suite(root, failure.name), "read")
        ET.SubElement(case, "error", type="unreadable", message=readable(failure.message))
    pooled = _suite(root, "pooled")
    if report.files:
        _measures(pooled, report.pooled)
    for threshold in report.thresholds:
        case = _case(pooled, f"{threshold.measure} {threshold.kind} {threshold.limit:g}")
        if not threshold.passed:
            ET.SubElement(case, "failure", type="threshold", message=verdict(threshold))
    if report.unmatched:
        suite = _suite(root, "unmatched")
        for path in report.unmatched:
            ET.SubElement(_case(suite, path), "skipped", message="it has no partner in the other folder")
    for suite in root:
        _count(suite, [suite])
    _count(root, list(root))
    ET.indent(root)
    return _HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(root, "testsuite", name=readable(name))


def _case(suite: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=suite.get("name", ""), name=readable(name), time="0")


def _measures(suite: ET.Element, results: FileResult | Pooled) -> None:
    for key in MEASURES:
        value = results.measures[key].value
        if value is not None:
            case = _case(suite, key)
            ET.SubElement(case, "system-out").text = f"{figure(key, value)} {counts(key, results)}".rstrip()


def _count(element: ET.Element, suites: Iterable[ET.Element]) -> None:
    """Write how many test cases there are and how they ended, as readers of the format expect it."""
    cases = [case for suite in suites for case in suite]
    element.set("tests", str(len(cases)))
    for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(case.find(kind) is not None for case in cases)))
