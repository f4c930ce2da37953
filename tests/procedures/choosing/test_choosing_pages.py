"""The page that asks which procedure one needs: addresses, mistakes, both languages."""

import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.choosing.answers import answers_query
from procedures.choosing.questions import BY_NAME, QUESTIONS
from tests.procedures.choice_examples import EXAMPLES, answers_of

pytestmark = pytest.mark.django_db
HERE = "/procedures/choose"
REPORTING = "subject=work&outcome=III&stage=changed&article=same"


def show(client, asked: str, here: str = HERE):
    """The page with these answers in its address."""
    return client.get(f"{here}?{asked}")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
@pytest.mark.parametrize("here", [HERE, f"/en{HERE}"])
def test_address_with_all_answers_shows_where_they_lead(client, example, here):
    page = show(client, answers_query(answers_of(example)), here)

    assert page.status_code == 200
    row = page.context["choice"].row
    assert (row and row.key) == example["row"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["name"])
def test_questions_one_by_one_lead_to_the_example(client, example):
    answers = answers_of(example)
    page = show(client, "")
    while "form" in page.context:
        name = page.context["field"].name
        fields = [*page.context["hidden"], *((name, each) for each in answers[name])]
        sent = "&".join(f"{key}={value}" for key, value in fields)
        page = client.get(f"{HERE}?{sent}&asked={name}", follow=True)
        assert page.status_code == 200

    row = page.context["choice"].row
    assert (row and row.key) == example["row"]
    assert page.request["QUERY_STRING"] == answers_query(answers)


def test_question_speaks_english_too(client):
    page = show(client, "subject=work", f"/en{HERE}").content.decode()

    assert "What is the outcome of the risk assessment?" in page
    assert "the higher applies until a 2.8 decision" in page


def test_result_starts_the_form_with_the_answers(client):
    page = show(client, "subject=work&outcome=II-k&stage=new").content.decode()

    start = f"{reverse('new-application')}?procedure=iik-new&amp;subject=work"
    assert f'href="{start}&amp;outcome=II-k&amp;stage=new"' in page


def test_result_shows_form_term_start_and_articles(client):
    page = show(client, "subject=work&outcome=II-k&stage=new").content.decode()

    for words in ["KG-II-k", "45 dagen", "45 dagen na ontvangstbevestiging"]:
        assert words in page
    assert "2.17 lid 1" in page
    assert "Niet gekozen, en waarom" in page


def test_work_that_is_not_filed_has_no_form_to_start(client):
    page = show(client, "subject=work&outcome=I&stage=changed&cfi=same")

    assert "U dient niets in" in page.content.decode()
    assert reverse("new-application") not in page.content.decode()
    assert "Wat u dan wel doet" in page.content.decode()


def test_level_iv_leads_to_contact_and_can_still_be_filed(client):
    page = show(client, "subject=work&outcome=IV").content.decode()

    assert reverse("contact") in page
    assert f"{reverse('new-application')}?procedure=iv-new" in page


def test_doubt_leads_to_contact_and_to_a_request(client):
    page = show(client, "subject=work&outcome=unsure").content.decode()

    assert reverse("contact") in page
    assert f"{HERE}?subject=classification&amp;doubt=doubt" in page
    assert f"{reverse('new-application')}?procedure" not in page


def test_change_of_a_permit_that_cannot_be_reported_tells_the_condition(client):
    held = [name for name in BY_NAME["conditions"].values if name != "none"]
    ticked = "&".join(f"conditions={each}" for each in held if each != "measures")
    page = show(client, f"{REPORTING}&{ticked}")

    assert page.context["row"].key == "iii-other-article"
    assert "“De inperkingsmaatregelen blijven gelijk”" in page.content.decode()
    assert "onder een ander inschalingsartikel</p>" not in page.content.decode()


def test_going_on_without_an_answer_is_told_at_the_question(client):
    page = show(client, "subject=work&asked=outcome")

    assert page.status_code == 400
    assert 'id="id_outcome_error"' in page.content.decode()
    assert "<title>Fout:" in page.content.decode()
    assert 'name="subject" value="work"' in page.content.decode()


def test_none_of_these_with_something_else_is_told_and_nothing_is_lost(client):
    page = show(
        client, f"{REPORTING}&conditions=purpose&conditions=none&asked=conditions"
    )

    assert page.status_code == 400
    assert page.content.decode().count(" checked") == 2
    assert "gaat niet samen" in page.content.decode()


def test_answered_question_goes_on_at_an_address_with_answers_alone(client):
    page = show(client, "asked=subject&subject=work")

    assert page.status_code == 302
    assert page["Location"] == f"{HERE}?subject=work"


def test_change_puts_the_question_again_with_its_answer(client):
    page = show(client, f"{REPORTING}&conditions=purpose&change=conditions")

    ticked = re.findall(r'value="([a-z-]+)"[^>]* checked', page.content.decode())
    assert ticked == ["purpose"]
    assert ("outcome", "III") in page.context["hidden"]


def test_change_of_an_answer_keeps_the_later_ones_that_still_fit(client):
    page = show(client, f"{REPORTING.replace('III', 'II-v')}&asked=outcome")

    assert page["Location"].endswith(REPORTING.replace("III", "II-v"))


def test_change_of_an_answer_leaves_behind_what_is_not_asked_any_more(client):
    page = show(client, f"{REPORTING.replace('III', 'I')}&asked=outcome")

    assert page["Location"].endswith("?subject=work&outcome=I&stage=changed")


def test_every_answer_has_its_change_link(client):
    page = show(client, f"{REPORTING}&conditions=purpose")

    changes = [each["change"].rsplit("=", 1)[1] for each in page.context["given"]]
    assert changes == ["subject", "outcome", "stage", "article", "conditions"]
    for each in page.context["given"]:
        again = client.get(each["change"])
        assert again.context["field"].name == each["change"].rsplit("=", 1)[1]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("subject=party", "geen van de antwoorden"),
        ("colour=red", "geen vraag met deze naam"),
        ("subject=work&subject=list", "één antwoord"),
        ("subject=rules&outcome=III", "niet aan bod"),
        (f"{REPORTING}&conditions=none&conditions=purpose", "gaat niet samen"),
        ("subject=", "geen van de antwoorden"),
        ("subject=%00%ff&%3Cscript%3E=1", "geen vraag met deze naam"),
    ],
)
def test_address_that_makes_no_sense_is_told(client, asked, told):
    page = show(client, asked)

    assert page.status_code == 400
    assert told in page.content.decode()
    assert "Opnieuw beginnen" in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_way_out_of_an_address_that_makes_no_sense_keeps_what_does(client):
    page = show(client, "subject=work&outcome=III&colour=red")

    assert page.context["go_on"] == f"{HERE}?subject=work&outcome=III"
    assert client.get(page.context["go_on"]).status_code == 200


def test_nothing_is_written(client):
    assert client.post(HERE, {"subject": "work"}).status_code == 405


def test_result_costs_no_more_than_the_law(client, django_assert_num_queries):
    show(client, f"{REPORTING}&conditions=purpose")

    with django_assert_num_queries(1):
        show(client, f"{REPORTING}&conditions=purpose")


@pytest.mark.parametrize("page", ["/", "/procedures"])
def test_chooser_is_found_from(client, page):
    assert f'href="{HERE}"' in client.get(page).content.decode()


def test_chooser_is_found_where_an_application_starts(client, researcher):
    client.force_login(researcher)

    for page in ["/", reverse("new-application")]:
        assert f'href="{HERE}"' in client.get(page).content.decode()


NAMES = st.sampled_from([*BY_NAME, "asked", "change"]) | st.text(max_size=8)
VALUES = st.sampled_from(
    sorted({value for each in QUESTIONS for value in each.values} | set(BY_NAME))
) | st.text(max_size=8)


@settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_no_address_makes_the_page_fail(client, pairs):
    sent: dict = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(value)

    assert client.get(HERE, sent).status_code in {200, 302, 400}
