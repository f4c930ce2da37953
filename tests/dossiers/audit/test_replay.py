"""Whatever may happen to a case, its events alone give it back."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from accounts.models import BureauRole
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.signing import signing
from dossiers.advice import advising
from dossiers.audit.replay import replay_faults
from dossiers.audit.verifying import case_histories
from dossiers.cases.event_chain import chain_faults
from dossiers.cases.rederiving import derive_open_cases
from dossiers.decisions.closing_by_silence import close_silent_notifications
from dossiers.decisions.decision_kinds import open_decision_kinds
from dossiers.errors import NotAllowed
from dossiers.extensions.extending import extend_term
from dossiers.handling.assigning import assign_handler
from dossiers.handling.taking_up import record_no_objection, take_over, take_up
from dossiers.information_requests import answering, asking
from dossiers.information_requests.correcting import file_correction
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, InformationRequest
from dossiers.penalties.notices import give_notice
from dossiers.states import Act, State
from dossiers.withdrawals.withdrawing import withdraw_case
from procedures.counting.clock import Facts, RequestDates, reckon
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from tests.cast import NOW, official
from tests.dossiers.conftest import at
from tests.dossiers.free_days import a_free_day

pytestmark = pytest.mark.django_db

FEW = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)
REFUSED = (NotAllowed,)


def wrong(application_id) -> list[str]:
    """All that the events of a filing's cases and what is stored disagree about."""
    cases = Case.objects.filter(application=application_id).order_by("pk")
    found = []
    for history in case_histories(list(cases)):
        found += chain_faults(history.case, history.events)
        found += replay_faults(history, law.current_law())
    return [str(fault) for fault in found]


class Walk:
    """What people may try on the cases of a filing, one after the other."""

    def __init__(self, filed: Case, people: dict):
        self.application, self.moment = filed.application, NOW
        self.handler = Actor(user=people["handler_user"])
        self.colleague = Actor(user=people["colleague"])
        self.decider = Actor(user=people["decider_user"])
        self.applicant = Actor(user=people["researcher"])
        self.bvf = Actor(user=people["bvf_user"])

    def cases(self) -> list[Case]:
        """All cases of the filing, as they are now."""
        return list(Case.objects.filter(application=self.application).order_by("pk"))

    def go(self, which: int, step: str, days: int) -> bool:
        """Some days later, try one step on one case; was it allowed?"""
        self.moment += timedelta(days=days)
        cases = self.cases()
        try:
            with transaction.atomic():
                getattr(self, step)(cases[which % len(cases)])
        except REFUSED:
            return False
        return True

    def take_up(self, case):
        take_up(case, by=self.handler, at=self.moment)

    def take_over(self, case):
        take_over(case, by=self.colleague, at=self.moment)

    def assign(self, case):
        assign_handler(case, to=self.handler.user, by=self.colleague, at=self.moment)

    def ask(self, case):
        until = legal_day(self.moment) + timedelta(days=14)
        question = asking.RequestedQuestion("", "", "Welke vector gebruikt u?")
        how = {"opening": "", "questions": [question], "answer_by": until}
        asking.request_information(case, by=self.handler, at=self.moment, **how)

    def open_request(self, case) -> InformationRequest:
        request = case.information_requests.open().first()
        if request is None:
            raise NotAllowed("Nothing was asked.", None)
        return request

    def answer(self, case):
        request = self.open_request(case)
        words = {question.pk: "pUC19." for question in request.questions.all()}
        answering.file_answer(request, answers=words, by=self.applicant, at=self.moment)

    def renew(self, case):
        request = self.open_request(case)
        later = max(request.answer_by, legal_day(self.moment)) + timedelta(days=7)
        asking.renew_request(request, answer_by=later, by=self.handler, at=self.moment)

    def revoke(self, case):
        asking.revoke_request(self.open_request(case), by=self.handler, at=self.moment)

    def ask_advice(self, case):
        how = {"body": "COGEM", "name": "C. Raad", "email": "c@cogem.example"}
        how |= {"language": "nl", "question": "Is dit veilig?"}
        day = legal_day(self.moment) + timedelta(days=9)
        advising.ask_advice(case, advise_by=day, by=self.handler, at=self.moment, **how)

    def give_advice(self, case):
        advice = case.advices.open().first()
        if advice is None:
            raise NotAllowed("No advice was asked.", None)
        guest = Actor(guest="C. Raad")
        advising.give_advice(advice, text="Ja.", by=guest, at=self.moment)

    def revoke_advice(self, case):
        advice = case.advices.open().first()
        if advice is None:
            raise NotAllowed("No advice was asked.", None)
        advising.revoke_advice(advice, by=self.handler, at=self.moment)

    def correct(self, case):
        if not Case.objects.open().filter(application=self.application).exists():
            raise NotAllowed("There is nothing to correct any more.", None)
        draft = begin_supplement(self.application, by=self.applicant, at=self.moment)
        said = draft.section_answers.filter(section="purpose").first()
        if said is None:
            raise NotAllowed("The form has no such part.", None)
        typed = said.values | {"purpose": f"Anders, op {self.moment}."}
        drafting.save_section(
            draft, "purpose", typed, by=self.applicant, at=self.moment
        )
        signing.sign_content(draft, by=self.bvf, at=self.moment)
        file_correction(case, reason="Een slip.", by=self.applicant, at=self.moment)

    def extend(self, case):
        extend_term(case, days=21, reason="Veel werk.", by=self.handler, at=self.moment)

    def record_no_objection(self, case):
        record_no_objection(case, remark="", by=self.handler, at=self.moment)

    def give_notice(self, case):
        how = {"text": "U bent te laat.", "received_on": None}
        give_notice(case, by=self.applicant, at=self.moment, **how)

    def withdraw(self, case):
        withdraw_case(
            case, reason="Niet meer nodig.", by=self.applicant, at=self.moment
        )

    def derive(self, case):
        derive_open_cases(at=self.moment)

    def close(self, case):
        close_silent_notifications(at=self.moment)


STEPS = [name for name in vars(Walk) if not name.startswith("_")]
STEPS = [name for name in STEPS if name not in ("cases", "go", "open_request")]
STEP = st.tuples(st.integers(0, 1), st.sampled_from(STEPS), st.integers(0, 20))


@pytest.fixture
def people(handler_user, decider_user, researcher, bvf_user) -> dict:
    """Who acts in a walk."""
    colleague = official("Noor Smit", BureauRole.HANDLER)
    return {
        "handler_user": handler_user,
        "colleague": colleague,
        "decider_user": decider_user,
        "researcher": researcher,
        "bvf_user": bvf_user,
    }


KINDS = ["iik-new", "iii-new", "atv", "2.8-combination"]


@pytest.mark.parametrize("procedure", KINDS)
def test_any_walk_of_allowed_acts_is_replayed(
    signed_draft, people, researcher, procedure
):
    filed = receive_application(
        signed_draft(procedure), by=Actor(user=researcher), at=NOW
    )
    tried: set[str] = set()

    @FEW
    @given(steps=st.lists(STEP, min_size=4, max_size=12))
    def walks(steps):
        with transaction.atomic():
            walk = Walk(Case.objects.get(pk=filed.pk), people)
            walk.go(0, "take_up", 0)
            walk.go(1, "take_up", 0)
            for step in steps:
                if walk.go(*step):
                    tried.add(step[1])
            assert wrong(filed.application_id) == []
            transaction.set_rollback(True)

    walks()
    assert len(tried) > 4  # the walks went somewhere


@pytest.mark.parametrize("procedure", KINDS)
def test_a_decision_is_replayed_with_what_it_does_to_the_other_case(
    signed_draft, researcher, decide, asked, people, procedure
):
    filed = receive_application(
        signed_draft(procedure), by=Actor(user=researcher), at=NOW
    )
    walk = Walk(filed, people)
    asked(filed, at=NOW)
    walk.go(0, "answer", 12)
    if procedure == "atv":
        assert walk.go(0, "extend", 1)
    filed.refresh_from_db()

    decide(filed, first_kind(filed), at=walk.moment + timedelta(days=3))

    assert filed.state != State.IN_HANDLING
    assert wrong(filed.application_id) == []
    if procedure == "2.8-combination":
        assert walk.cases()[1].events.filter(act=Act.FOLLOW).count() > 1


def first_kind(case: Case) -> str:
    """A decision that may be taken on it."""
    return open_decision_kinds(case, law.current_law(), legal_day(NOW))[0].key


def test_the_case_as_which_a_filing_goes_on_is_replayed(
    file, decide_known, asked, people
):
    case = file("iii-new")
    asked(case, at=NOW)
    Walk(case, people).go(0, "answer", 12)
    case.refresh_from_db()

    decide_known(case, conversion(case), at=at(2026, 12, 18))

    case.refresh_from_db()
    assert case.state == State.CONVERTED
    assert Case.objects.filter(application=case.application_id).count() == 2
    assert wrong(case.application_id) == []


def conversion(case: Case) -> str:
    """The decision by which it is treated as another procedure."""
    kinds = open_decision_kinds(case, law.current_law(), legal_day(NOW))
    return next(kind.key for kind in kinds if kind.ending == "conversion")


def test_dates_derived_anew_are_replayed(file):
    case = file()
    a_free_day(case.objection_until)

    assert len(wrong(case.application_id)) == 1
    derive_open_cases(at=NOW)

    assert wrong(case.application_id) == []


DAY = st.integers(0, 40)
PERIODS = st.lists(st.tuples(DAY, DAY), min_size=2, max_size=3)


@FEW
@given(periods=PERIODS)
def test_any_order_of_the_requests_gives_the_same_dates(periods):
    day = legal_day(NOW)
    asked = [
        RequestDates(day + timedelta(start), day + timedelta(start + length))
        for start, length in periods
    ]
    rule = law.current_law().rule(law.current_law().in_force("iii-new", day))

    reckonings = {
        reckon(rule, Facts(day, order), law.current_calendar(), day)[:-1]
        for order in permutations(asked)
    }

    assert len(reckonings) == 1
