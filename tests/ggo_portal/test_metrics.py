"""`/metrics`: the numbers that an alarm needs, for who has the token alone."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounts.actor import Actor
from accounts.models import SignOfLife
from accounts.models.unseen_work import Promise
from accounts.signs_of_life import mark_begun, mark_failed, mark_finished
from dossiers.intake.receiving import receive_application
from dossiers.models import Letter
from dossiers.operations.sending_round import send_due
from dossiers.tasks import STEPS
from ggo_portal.metrics import PROMISED
from ggo_portal.work import WITHIN

TOKEN = "a-token-for-prometheus"


@pytest.fixture
def numbers(client, settings):
    """Every number by its name and labels."""
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[tuple, float]:
        with_token = {"Authorization": f"Bearer {TOKEN}"}
        answer = client.get("/metrics", headers=with_token)
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }

    return read


@pytest.fixture
def case(signed_kg, researcher):
    """A notification that was received an hour ago."""
    at = timezone.now() - timedelta(hours=1)
    return receive_application(signed_kg(), by=Actor(user=researcher), at=at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", TOKEN + "x", "Bearer é"]
)
@pytest.mark.parametrize("token", ["", TOKEN])
def test_nothing_there_without_the_token(client, settings, given, token):
    settings.METRICS_TOKEN = token

    assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


def test_everything_that_is_promised_is_told():
    models = {it for it in apps.get_models() if issubclass(it, Promise)}

    assert set(PROMISED) == models


@pytest.mark.django_db
def test_oldest_unsent_letter_is_told_also_after_tries(case, numbers):
    Letter.objects.update(
        attempts=3,
        last_error="SMTPServerDisconnected: gone: away",
        send_after=timezone.now() + timedelta(hours=6),
    )

    found = numbers()

    assert found["ggo_unsent", "letter"] == 1
    assert 3600 <= found["ggo_oldest_unsent_seconds", "letter"] < 3700
    assert found["ggo_sending_failures", "SMTPServerDisconnected", "letter"] == 1


@pytest.mark.django_db
def test_time_to_acknowledge_is_told_once_it_was_sent(case, numbers):
    assert numbers()["ggo_acknowledgement_seconds", "longest"] == 0

    send_due(at=timezone.now())

    found = numbers()
    assert 3600 <= found["ggo_acknowledgement_seconds", "longest"] < 3700
    assert found["ggo_unsent", "letter"] == 0
    assert found["ggo_oldest_unsent_seconds", "letter"] == 0


@pytest.mark.django_db
def test_overdue_and_open_cases_are_counted(case, numbers):
    assert numbers()["ggo_overdue_cases",] == 0

    day = timezone.localdate() - timedelta(days=1)
    type(case).objects.filter(pk=case.pk).update(due_on=day, due=day)

    found = numbers()
    assert found["ggo_overdue_cases",] == 1
    assert found["ggo_open_cases", "received"] == 1


@pytest.mark.django_db
def test_numbers_of_the_database_stay_when_redis_is_down(numbers, settings, tmp_path):
    assert numbers()["ggo_redis_up",] == 1
    settings.REDIS_URL = f"unix://{tmp_path}/none.sock"

    found = numbers()

    assert found["ggo_redis_up",] == 0
    assert found["ggo_overdue_cases",] == 0
    assert [name for name, *_ in found if name == "ggo_queue_length"] == []


@pytest.mark.django_db
def test_age_of_each_last_success_is_told(numbers, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    SignOfLife.objects.all().delete()
    for name, minutes in (("round derive", 180), ("round close", 90)):
        mark_finished(name, at=now - timedelta(minutes=minutes))
    mark_begun("round close", at=now - timedelta(minutes=31))
    mark_failed("round close", OSError("disk full"), at=now - timedelta(minutes=30))
    mark_finished("gone", at=now)

    found = {
        name[1]: value
        for name, value in numbers().items()
        if name[0] == "ggo_last_success_age_seconds"
    }

    steps = {f"round {step}" for step in STEPS}
    assert found["round close"] == 90 * 60
    assert {found[step] for step in steps - {"round close"}} == {180 * 60}
    assert steps < set(found) == set(WITHIN)
