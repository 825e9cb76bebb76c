"""Who may import whom, read from the source; and what may not be imported before there is work to do."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SOURCES = {
    ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((REPOSITORY / "pipeline").rglob("*.py"))
}
HEAVY = {
    "torch",
    "torchaudio",
    "pyannote",
    "whisper",
    "faster_whisper",
    "ctranslate2",
    "huggingface_hub",
    "av",
    "numpy",
    "pydub",
    "scipy",
}
STAGES = {"attribution", "naming", "text", "recognition", "diarization"}
COMMON = {
    "_version",
    "timeline",
    "errors",
    "progress",
    "languages",
    "spelling",
    "backchannels",
    "batches",
    "voice_groups",
    "machine",
    "memory",
    "precision",
    "hush",
    "torch_threads",
}
"""What any stage may import: values, failures, the report of progress, languages, likeness of names, backchannels,
voices that are divided and joined, and what the machine has."""
EXCEPTIONS = {
    # names are looked for sentence by sentence, and what a sentence is must not be decided twice
    ("pipeline.naming.utterances", "pipeline.text.sentences"),
    # the end of a sentence pulls a change of voice
    ("pipeline.attribution.repair", "pipeline.text.sentences"),
    # recorded engines read what real ones returned from one kind of file, which both share
    ("pipeline.recognition.recorded", "pipeline.recordings"),
    ("pipeline.diarization.recorded", "pipeline.recordings"),
}


def imports_of(path: Path, module: str) -> set[str]:
    """Modules that a file imports, at its top or inside functions, for types or for use."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            assert node.module is not None
            # "from pipeline import schema" imports a module, "from pipeline.schema import Word" a name
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & SOURCES.keys() or {node.module}
    return found


IMPORTS = {module: imports_of(path, module) for module, path in SOURCES.items()}
OURS = {module: {name for name in found if name.partition(".")[0] == "pipeline"} for module, found in IMPORTS.items()}


def part(module: str) -> str:
    """The file or folder of ``pipeline`` that a module belongs to."""
    return module.partition(".")[2].partition(".")[0]


def test_there_is_something_to_look_at() -> None:
    assert {part(module) for module in SOURCES} >= STAGES | COMMON | {"schema", "run", "config", "exporters"}
    assert OURS["pipeline.run"] >= {"pipeline.schema", "pipeline.attribution", "pipeline.naming", "pipeline.config"}


@pytest.mark.parametrize("module", [module for module in SOURCES if part(module) in STAGES])
def test_a_stage_imports_no_other_stage_and_nothing_that_runs_stages(module: str) -> None:
    allowed = COMMON | {part(module)}
    assert {name for name in OURS[module] if part(name) not in allowed and (module, name) not in EXCEPTIONS} == set()


def test_every_exception_is_still_needed() -> None:
    assert {(module, name) for module, name in EXCEPTIONS if name not in OURS[module]} == set()


@pytest.mark.parametrize("module", [f"pipeline.{name}" for name in ("schema", "errors", "timeline", "progress")])
def test_what_everybody_imports_imports_nothing_of_ours(module: str) -> None:
    assert OURS[module] == set()


def test_only_those_who_run_the_stages_know_the_configuration() -> None:
    knowing = {part(module) for module, found in OURS.items() if "pipeline.config" in found}
    assert knowing <= {
        "run",
        "assembly",
        "engines",
        "api",
        "cli",
        "",
    }  # "" is the package itself, which names what is public


@pytest.mark.parametrize("module", [module for module in SOURCES if part(module) == "exporters"])
def test_an_exporter_knows_the_document_and_no_engine(module: str) -> None:
    # pages are written by what reads them; subtitles are cut at the ends of sentences
    assert {part(name) for name in OURS[module]} <= {"schema", "errors", "exporters", "pages", "text"}


@pytest.mark.parametrize(
    ("package", "home"),
    [
        ("pyannote", {"diarization", "evaluation"}),
        ("whisper", {"recognition", "evaluation"}),
        ("faster_whisper", {"recognition"}),
        ("ctranslate2", {"recognition"}),
        ("huggingface_hub", {"models"}),
        ("pydub", {"audio"}),
    ],
)
def test_a_library_that_listens_or_fetches_is_used_at_home_only(package: str, home: set[str]) -> None:
    users = {part(module) for module, found in IMPORTS.items() if package in {name.partition(".")[0] for name in found}}
    assert users <= home


@pytest.mark.parametrize("arguments", [["-c", "import pipeline.cli"], ["-m", "pipeline", "--help"]], ids=" ".join)
def test_the_help_needs_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], cwd=REPOSITORY, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert imported >= {"pipeline", "typer"}
    assert imported & HEAVY == set()
