"""What is on record stays: the database refuses to change it, whoever asks."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.actor import Actor
from accounts.models import AccessEvent
from applications.models import Application, Attachment, OrganismRow, SectionAnswers
from dossiers.advice.advising import give_advice
from dossiers.information_requests.answering import file_answer
from dossiers.models import (
    Advice,
    Case,
    Decision,
    Event,
    InformationRequest,
    Question,
    Seal,
)
from tests.cast import NOW
from tests.dossiers.advisers import adviser, ask

FROZEN = [
    *("applications_application", "applications_attachment"),
    *("applications_confidentiality", "applications_organismrow"),
    *("applications_sectionanswers", "applications_signature"),
    *("dossiers_advice", "dossiers_decision", "dossiers_event"),
    *("dossiers_informationrequest", "dossiers_question", "dossiers_seal"),
    *("accounts_accessevent", "procedures_lawchange"),
]


@pytest.fixture
def permit(file):
    """An application for a permit of level III."""
    return file("iii-new")


def refused(attempt) -> bool:
    """Does the database refuse it?"""
    try:
        with transaction.atomic():
            attempt()
    except IntegrityError as error:
        return "on record does not change" in str(error)
    return False


@pytest.mark.parametrize(
    "change",
    [
        {"content": {}},
        {"content_sha256": "0" * 64},
        {"title": "anders"},
        {"filed_at": None, "content": None, "content_sha256": ""},
        {"procedure_key": "iik-new"},
        {"choice": {"x": 1}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_was_filed_does_not_change(case, change):
    rows = Application.objects.filter(pk=case.application_id)

    assert refused(lambda: rows.update(**change))


def test_of_what_was_filed_holder_and_numbers_still_change(case, other_lab):
    rows = Application.objects.filter(pk=case.application_id)

    rows.update(organisation=other_lab, external_reference="", filed_as=["a", "b"])


@pytest.mark.parametrize(
    "attempt",
    [
        lambda form: form.organisms.update(host="anders"),
        lambda form: OrganismRow.objects.create(application=form, position=99),
        lambda form: form.organisms.all().delete(),
        lambda form: form.section_answers.update(values={}),
        lambda form: SectionAnswers.objects.filter(application=form).delete(),
        lambda form: form.attachments.update(sha256="0" * 64),
        lambda form: form.attachments.update(file="elsewhere"),
        lambda form: Attachment.objects.filter(application=form).delete(),
        lambda form: form.signatures.update(remarks="anders"),
        lambda form: form.signatures.all().delete(),
        lambda form: Application.objects.filter(pk=form.pk)._raw_delete("default"),
    ],
    ids=range(11),
)
def test_what_belongs_to_a_filed_form_does_not_change(case, attempt):
    assert refused(lambda: attempt(case.application))


def test_a_draft_changes_and_goes(complete_kg):
    draft = complete_kg()
    draft.organisms.update(host="anders")
    draft.attachments.update(name="anders.pdf")

    draft.delete()

    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"letter": {}}, {"sha256": "0" * 64}, {"reasons": "x"}, {"signed_at": None}],
    ids=lambda change: next(iter(change)),
)
def test_a_decision_that_was_signed_does_not_change(permit, decide, change):
    decide(permit)

    assert refused(lambda: Decision.objects.update(**change))
    assert refused(lambda: Decision.objects.all().delete())


def test_a_decision_that_waits_for_a_signature_keeps_its_words(permit, prepared):
    prepared(permit)

    assert refused(lambda: Decision.objects.update(letter={}))
    assert refused(lambda: Decision.objects.update(reasons="x"))
    Decision.objects.update(prepared_at=None, prepared_by=None, letter=None, sha256="")


def test_a_request_that_was_sent_keeps_its_words(in_handling, asked):
    request = asked(in_handling)

    assert refused(lambda: InformationRequest.objects.update(opening="x"))
    assert refused(
        lambda: InformationRequest.objects.update(asked_at=NOW + timedelta(days=1))
    )
    assert refused(lambda: request.questions.update(text="x"))
    assert refused(lambda: request.questions.all().delete())
    InformationRequest.objects.update(answer_by="2027-03-01", remark="nog niet")
    request.questions.update(draft="nog niet")


def test_an_answer_that_was_filed_does_not_change(in_handling, asked, researcher):
    request = asked(in_handling)
    said = dict.fromkeys(request.questions.values_list("pk", flat=True), "Zie boven.")
    file_answer(request, answers=said, by=Actor(user=researcher), at=NOW)

    assert refused(lambda: Question.objects.update(answer="x"))
    assert refused(lambda: Question.objects.create(request=request, text="x"))
    assert refused(lambda: InformationRequest.objects.update(remark="x"))
    assert refused(lambda: InformationRequest.objects.update(answered_at=None))


def test_advice_keeps_its_question_and_what_was_given(in_handling, handler_user):
    advice = ask(in_handling, handler_user)
    assert refused(lambda: Advice.objects.update(question="x"))
    Advice.objects.update(sent_at=NOW, attempts=1, draft="half")

    give_advice(advice, text="Akkoord.", by=adviser(advice), at=NOW)

    assert refused(lambda: Advice.objects.update(text="x"))
    assert refused(lambda: Advice.objects.update(given_at=None))
    assert refused(lambda: Advice.objects.all().delete())
    Advice.objects.update(last_error="", attempts=2)


@pytest.mark.parametrize("table", FROZEN)
def test_no_table_with_what_is_on_record_is_emptied(db, table):
    with (
        pytest.raises(DatabaseError, match="on record does not change"),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_no_case_is_emptied_away_with_its_events(case):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="on record does not change"):
            cursor.execute("TRUNCATE dossiers_case CASCADE")


def test_no_session_passes_by_a_trigger(case):
    """django-pgtrigger has a setting for that, which every role may set."""
    names = [
        trigger.get_pgid(model)
        for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", [])
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s, true)",
            ["{" + ",".join(names) + "}"],
        )

    assert refused(lambda: Application.objects.update(title="x"))
    for model in (Event, Seal, AccessEvent):
        assert model._meta.triggers
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.get().events.update(actor_name="x")
