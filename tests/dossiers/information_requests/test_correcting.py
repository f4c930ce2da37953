"""A correction of one's own: the next version of the form, and no clock stops."""

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.errors import InputRefused
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.errors import NotSigned
from applications.signing import signing
from dossiers.cases.dates import stored_dates
from dossiers.cases.versions import filed_versions, latest_version
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.errors import NotAllowed
from dossiers.information_requests import correction_letter
from dossiers.information_requests.asking import revoke_request
from dossiers.information_requests.correcting import file_correction
from dossiers.models import Case, LetterKind
from dossiers.states import Act, State
from tests.cast import NOW
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
LATER = at(2026, 11, 30)
SLIP = "De rol van de vector was verkeerd."


@pytest.fixture
def change(by):
    """`change(case)`: change one answer in the supplement; gives the draft."""

    def change(case, **values):
        draft = begin_supplement(case.application, by=by, at=LATER)
        said = draft.section_answers.get(section="purpose").values
        typed = said | (values or {"results": "Een kortere lijst."})
        drafting.save_section(draft, "purpose", typed, by=by, at=LATER)
        return draft

    return change


@pytest.fixture
def corrected(change, bvf_user):
    """`corrected(case)`: the same, signed by the BVF."""

    def corrected(case):
        draft = change(case)
        signing.sign_content(draft, by=Actor(user=bvf_user), at=LATER)
        return draft

    return corrected


def test_the_form_has_a_new_version_and_no_date_moves(in_handling, corrected, by):
    draft, before = corrected(in_handling), stored_dates(in_handling)

    event = file_correction(in_handling, reason=SLIP, by=by, at=LATER)

    case = Case.objects.get(pk=in_handling.pk)
    assert (event.act, case.state) == (Act.CORRECT, State.IN_HANDLING)
    assert stored_dates(case) == before
    assert latest_version(case) == draft
    assert event.facts == {
        "reason": SLIP,
        "supplement": str(draft.pk),
        "content_sha256": latest_version(case).content_sha256,
    }


def test_while_a_request_is_open_it_goes_on_waiting(case, asked, corrected, by):
    request = asked(case)
    corrected(case)

    file_correction(case, reason=SLIP, by=by, at=LATER)

    request.refresh_from_db()
    assert (case.state, request.is_open) == (State.WAITING, True)


def test_when_nothing_differs_there_is_nothing_to_correct(case, by):
    with pytest.raises(NotAllowed):
        file_correction(case, reason=SLIP, by=by, at=LATER)
    begin_supplement(case.application, by=by, at=LATER)
    with pytest.raises(NotAllowed):
        file_correction(case, reason=SLIP, by=by, at=LATER)

    assert filed_versions(case) == [case.application]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 5001])
def test_a_reason_is_needed_and_has_its_limit(case, corrected, by, reason):
    draft = corrected(case)

    with pytest.raises(InputRefused):
        file_correction(case, reason=reason, by=by, at=LATER)
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_bvf_signs_it(case, change, by):
    change(case)

    with pytest.raises(NotSigned):
        file_correction(case, reason=SLIP, by=by, at=LATER)


@pytest.mark.parametrize("who", ["handler_user", "outsider_user"])
def test_only_the_lab_corrects(case, corrected, who, request):
    corrected(case)

    with pytest.raises(NotAllowed):
        file_correction(
            case, reason=SLIP, by=Actor(request.getfixturevalue(who)), at=LATER
        )


def test_a_correction_comes_once(case, corrected, by):
    corrected(case)
    file_correction(case, reason=SLIP, by=by, at=LATER)

    with pytest.raises(NotAllowed):
        file_correction(case, reason=SLIP, by=by, at=LATER)


def test_an_ended_case_is_corrected_no_more(case, corrected, by):
    corrected(case)
    Case.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)

    with pytest.raises(NotAllowed):
        file_correction(case, reason=SLIP, by=by, at=LATER)


def test_an_administrative_filing_knows_no_correction(file, by):
    case = file("administrative")

    with pytest.raises(NotAllowed):
        file_correction(case, reason=SLIP, by=by, at=LATER)


def test_a_withdrawn_request_leaves_the_correction_to_be_made(
    case, asked, corrected, handler_user, by
):
    request = asked(case)
    corrected(case)
    revoke_request(request, by=Actor(user=handler_user), at=LATER)

    case.refresh_from_db()
    file_correction(case, reason=SLIP, by=by, at=LATER)

    assert len(filed_versions(case)) == 2


def test_the_proof_of_receipt_says_why_and_that_no_clock_stops(
    case, corrected, by, researcher, bvf_user
):
    corrected(case)
    event = file_correction(case, reason=SLIP, by=by, at=LATER)

    letter = event.letters.get(kind=LetterKind.CORRECTION)
    words = str(correction_letter.correction_receipt_text(letter).parts)

    assert letter.recipients == [researcher.email, bvf_user.email]
    assert SLIP in words
    assert event.facts["content_sha256"] in words
    assert "30 november 2026" in words
    assert make_letter_pdf(letter, at=NOW).sha256


def test_signing_a_correction_does_not_say_that_it_can_be_filed(
    client, in_handling, change, bvf_user, time_machine
):
    time_machine.move_to(LATER)
    draft = change(in_handling)
    client.force_login(bvf_user)
    shown = client.get(reverse("application", args=[draft.pk])).context["signing"]

    page = client.post(
        reverse("sign-application", args=[draft.pk]),
        {"seen": shown.sha256},
        follow=True,
    )

    assert [str(one) for one in page.context["messages"]] == ["Ondertekend."]
