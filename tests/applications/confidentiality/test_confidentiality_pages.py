"""The pages on what is confidential, and what the public would read."""

import pytest
from django.urls import reverse
from django.utils import translation

from applications.attachments import attaching
from applications.confidentiality.claim_forms import ClaimForm
from tests.applications.browsing import main, queries, text, url
from tests.applications.confidentiality.asking_for_secrecy import keep, mark, put
from tests.cast import NOW, PDF, freeze, report

MAKING = "Transformatie met plasmiden."
CLAIM = {
    "ground": "business",
    "reason": "Een octrooiaanvraag volgt.",
    "public_text": "Volgens een eigen protocol.",
    "then": "save",
}


def listed(draft) -> str:
    return reverse("confidentiality", args=[draft.pk])


def claimed(draft, section="methods", field="making") -> str:
    return reverse("claim", args=[draft.pk, section, field])


def of_file(file) -> str:
    return reverse("confidential-attachment", args=[file.application_id, file.pk])


def preview(draft) -> str:
    return reverse("public-preview", args=[draft.pk])


def test_the_list_says_what_may_and_what_never(anna, complete_kg):
    shown = main(anna.get(listed(complete_kg())))

    assert "Vertrouwelijk houden : Methoden en volumes, Kweekvolumes" in shown
    assert "Richtlijn 2009/41/EG, artikel 18" in shown
    assert "Algemene kenmerken van de ggo’s Gastheer" in shown
    assert "Precieze plaats op de locatie" not in shown


def test_the_form_begins_with_the_text_to_edit_down(anna, complete_kg):
    response = anna.get(claimed(complete_kg()))

    assert response.context["form"]["public_text"].value() == MAKING


def test_a_column_begins_with_what_is_in_it(anna, complete_kg):
    response = anna.get(claimed(complete_kg(), "organisms", "insert"))

    assert response.context["form"]["public_text"].value() == "egfp"
    assert "hele kolom" in text(response)


def test_a_claim_is_saved_shown_and_taken_back(anna, complete_kg):
    draft = complete_kg()

    response = anna.post(claimed(draft), CLAIM, follow=True)

    assert "Bewaard als vertrouwelijk" in text(response)
    assert "Het publiek leest: Volgens een eigen protocol." in main(response)
    section = main(anna.get(url(draft, "methods")))
    assert "Hier vertrouwelijk: Hoe de ggo" in section
    again = anna.get(claimed(draft))
    assert again.context["form"]["reason"].value() == CLAIM["reason"]

    response = anna.post(claimed(draft), CLAIM | {"then": "withdraw"}, follow=True)

    assert "Dit is weer openbaar" in text(response)
    assert not draft.confidentialities.exists()
    assert "Is hier iets vertrouwelijk?" in main(anna.get(url(draft, "methods")))


def test_a_claim_that_somebody_else_changed_is_told_and_not_lost(
    anna, complete_kg, bvf
):
    draft = complete_kg()
    seen = anna.get(claimed(draft)).context["seen"]
    keep(draft, bvf, reason="Van Sem", public_text="Tekst van Sem")

    response = anna.post(claimed(draft), CLAIM | {"seen": seen})

    assert response.status_code == 409
    assert "Tekst van Sem" in main(response)
    assert response.context["form"]["reason"].value() == CLAIM["reason"]
    assert draft.confidentialities.get().reason == "Van Sem"

    again = CLAIM | {"seen": response.context["seen"]}
    assert anna.post(claimed(draft), again).status_code == 302
    assert draft.confidentialities.get().reason == CLAIM["reason"]


def test_an_unfinished_claim_is_a_point_to_do(anna, complete_kg):
    draft = complete_kg()
    anna.post(claimed(draft), CLAIM | {"reason": ""})

    overview = anna.get(url(draft))

    assert "zeg waarom het vertrouwelijk moet blijven" in main(overview)
    place = f"{listed(draft)}#confidentiality-1"
    assert f'href="{place}"' in overview.content.decode()
    assert 'id="confidentiality-1"' in anna.get(listed(draft)).content.decode()


def test_nothing_claimed_counts_as_no_part(anna, complete_kg):
    shown = main(anna.get(url(complete_kg())))

    assert "7 van 7 onderdelen" in shown
    assert "niets gevraagd" in shown


@pytest.mark.parametrize(
    "sent",
    [
        CLAIM | {"ground": "schaamte"},
        CLAIM | {"reason": "x" * 2001},
        CLAIM | {"public_text": "x" * 20_001},
    ],
)
def test_what_cannot_be_kept_is_told_and_not_lost(anna, complete_kg, sent):
    draft = complete_kg()

    response = anna.post(claimed(draft), sent)

    assert response.status_code == 400
    assert "data-error-summary" in response.content.decode()
    assert response.context["form"]["reason"].value() == sent["reason"]
    assert not draft.confidentialities.exists()


@pytest.mark.parametrize(
    ("section", "field"),
    [
        ("purpose", "title"),
        ("organisms", "host"),
        ("place", "cfis"),
        ("place", "rooms"),
        ("methods", "kleur"),
        ("nergens", "making"),
    ],
)
def test_there_is_no_page_for_what_cannot_be_claimed(anna, draft, section, field):
    address = reverse("claim", args=[draft.pk, section, field])

    assert anna.get(address).status_code == 404
    assert anna.post(address, CLAIM).status_code == 404


def test_a_file_is_kept_confidential_with_a_public_version(anna, complete_kg, by):
    draft = complete_kg()
    public = put(draft, by, "openbaar", "public")
    file = draft.attachments.get(kind="risk-report")
    said = {"ground": "business", "reason": "Octrooi.", "public_version": public.pk}

    response = anna.post(of_file(file), said | {"then": "save"}, follow=True)

    assert "openbare versie: openbaar.pdf" in main(response)
    file.refresh_from_db()
    assert file.public_version == public
    assert "vertrouwelijk" in main(anna.get(url(draft, "report")))

    anna.post(of_file(file), {"then": "withdraw"})

    file.refresh_from_db()
    assert not file.confidential


@pytest.mark.parametrize("version", ["nee", "b3f1c0de-0000-4000-8000-000000000000"])
def test_a_public_version_that_is_not_there_is_told(anna, complete_kg, version):
    file = complete_kg().attachments.get()

    response = anna.post(of_file(file), {"public_version": version, "then": "save"})

    assert response.status_code == 400
    file.refresh_from_db()
    assert not file.confidential


def test_a_public_version_itself_cannot_be_kept_back(anna, complete_kg, by):
    public = put(complete_kg(), by, "openbaar", "public")

    response = anna.post(of_file(public), {"ground": "business", "then": "save"})

    assert response.status_code == 400
    assert "zelf een openbare versie" in text(response)


def test_the_preview_has_the_public_text_alone(anna, complete_kg, by):
    draft = complete_kg()
    keep(draft, by)
    public = put(draft, by, "openbaar", "public")
    mark(draft.attachments.get(kind="risk-report"), by, public)

    shown = main(anna.get(preview(draft)))

    assert "Volgens een eigen protocol." in shown
    for hidden in (MAKING, "risk-report.pdf", "Sem Bakker", "kamers", "Noord 12", "@"):
        assert hidden not in shown
    assert "Groningen" in shown
    assert "openbare versie: openbaar.pdf" in shown


def test_the_preview_tells_of_words_that_stand_elsewhere(anna, complete_kg, by):
    draft = complete_kg()
    keep(draft, by, section="organisms", field="insert", public_text="een gen")
    answers = draft.section_answers.get(section="purpose")
    answers.values["results"] = "Ook met egfp."
    answers.save()

    for address in (preview(draft), listed(draft)):
        assert "“egfp” (Insertie) staat ook in: Doel" in main(anna.get(address))


def test_the_bureau_reads_what_is_kept_and_what_is_public(
    client, signed_kg, by, bvf, handler_user
):
    draft = signed_kg()
    keep(draft, by)
    client.force_login(handler_user)
    assert client.get(preview(draft)).status_code == 404
    client.force_login(bvf.user)
    seen = client.get(url(draft)).context["signing"].sha256
    client.post(reverse("sign-application", args=[draft.pk]), {"seen": seen})
    filed = freeze(draft, by=by, at=NOW)

    client.force_login(handler_user)

    assert MAKING not in main(client.get(preview(filed)))
    content = main(client.get(reverse("read-only", args=[filed.pk])))
    assert MAKING in content
    assert "vertrouwelijk: bedrijfs- of fabricagegegevens" in content
    assert "Een octrooiaanvraag volgt." in content
    assert client.get(listed(filed)).status_code == 404


def test_a_confidential_file_is_for_the_lab_and_the_bureau(
    client, signed_kg, complete_kg, by, researcher, outsider_user, handler_user
):
    draft = complete_kg()
    file = mark(draft.attachments.get(), by)
    address = reverse("attachment", args=[draft.pk, file.pk])
    answers = {}
    for person in (researcher, outsider_user, handler_user):
        client.force_login(person)
        answers[person.name] = client.get(address).status_code

    assert answers == {"Anna de Boer": 200, "Otto Vreemd": 404, "Mila Visser": 404}


def test_what_is_filed_leads_to_reading(anna, signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    for address in (listed(filed), claimed(filed)):
        assert anna.get(address).url == reverse("read-only", args=[filed.pk])
    assert anna.post(claimed(filed), CLAIM).status_code == 302
    assert not filed.confidentialities.exists()


def test_the_list_takes_as_many_queries_for_many_files(anna, complete_kg, by):
    few, many = complete_kg(), complete_kg()
    public = put(many, by, "openbaar", "public")
    for number in range(8):
        mark(put(many, by, f"geheim-{number}"), by, public)
        keep(many, by, field=["making", "handling", "volumes"][number % 3])

    assert queries(anna, listed(few)) == queries(anna, listed(many))


def test_several_files_are_added_at_once(anna, draft):
    files = [report(f"{name}.pdf", PDF + name.encode()) for name in "abc"]
    data = {"report": "attached", "kind": "other", "then": "file", "upload": files}

    response = anna.post(url(draft, "report"), data)

    assert response.status_code == 302
    names = draft.attachments.values_list("name", flat=True)
    assert sorted(names) == ["a.pdf", "b.pdf", "c.pdf"]


def test_of_several_files_the_good_are_kept_and_the_others_told(anna, draft):
    files = [report(), report("virus.exe"), report("leeg.pdf", b"")]
    data = {"report": "attached", "kind": "other", "then": "file", "upload": files}

    response = anna.post(url(draft, "report"), data)

    assert response.status_code == 400
    assert "virus.exe" in text(response)
    assert "leeg.pdf" in text(response)
    assert draft.attachments.get().name == "verslag.pdf"


def test_the_kinds_of_file_begin_with_what_the_part_asks(anna, complete_draft):
    draft = complete_draft("atv")

    response = anna.get(url(draft, "prescription"))

    kinds = [key for key, _name in response.context["upload"].fields["kind"].choices]
    assert kinds == ["evidence", "drawing", "public", "other"]


def test_after_removing_one_is_back_at_the_part_of_the_file(anna, complete_draft, by):
    draft = complete_draft("atv")
    address = reverse("remove-attachment", args=[draft.pk, draft.attachments.get().pk])

    assert url(draft, "prescription") in anna.get(address).content.decode()
    assert anna.post(address).url == url(draft, "prescription")


def test_reading_shows_ground_and_public_version_of_a_file(anna, complete_kg, by):
    draft = complete_kg()
    upload = report("openbaar.pdf", PDF + b"1")
    public = attaching.attach_file(draft, upload=upload, kind="public", by=by, at=NOW)
    mark(draft.attachments.get(kind="risk-report"), by, public)

    shown = main(anna.get(reverse("read-only", args=[draft.pk])))

    assert "openbare versie: openbaar.pdf" in shown
    assert "Octrooi." in shown


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "Beveiliging"), ("en", "Security")]
)
def test_the_grounds_are_in_the_language_of_the_reader(language, word):
    with translation.override(language):
        assert ("security", word) in ClaimForm().fields["ground"].choices
