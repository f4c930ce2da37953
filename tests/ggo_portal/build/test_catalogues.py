"""Translations: what is collected, and that nothing lacks its Dutch."""

import pytest

from ggo_portal.build import catalogues


@pytest.mark.parametrize("app", catalogues.APPS)
def test_every_message_of_an_app_has_its_dutch(app):
    assert catalogues.untranslated_messages(app) == []


@pytest.mark.parametrize("app", catalogues.APPS)
def test_messages_are_collected_from_every_app(app):
    assert len(catalogues.collect_messages(app)) > 10


def test_messages_of_templates_are_collected():
    found = catalogues.collect_messages("ggo_portal")

    places = {path for message in found for path, line in message.locations}
    assert any(place.startswith("templates/") for place in places)
    assert any(place.endswith(".py") for place in places)


@pytest.mark.parametrize("app", catalogues.APPS)
def test_placeholders_of_the_dutch_are_those_of_the_english(app):
    path = catalogues.catalogue_path(app)
    with path.open("rb") as file:
        catalogue = catalogues.read_po(file, locale="nl")

    wrong = [(m.id, list(map(str, m.check(catalogue)))) for m in catalogue if m.id]

    assert [pair for pair in wrong if pair[1]] == []
