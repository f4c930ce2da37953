"""A year in an address that cannot be is not there, and shows nothing of the inside."""

import pytest

pytestmark = pytest.mark.django_db

YEARS = ["0", "1", "1899", "9999", "10000", "99999", "9" * 30]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "address",
    ["/year/{}", "/year/{}/due.csv", "/open-data/{}/inflow.csv", "/en/year/{}"],
)
def test_it_is_a_clean_404(client, handler_user, address, year):
    client.force_login(handler_user)

    answer = client.get(address.format(year))

    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("day", ["31-12-9999", "01-01-0001", "01-01-99999"])
@pytest.mark.parametrize(
    "address",
    [
        "/procedures?on={}",
        "/procedures/i-new/what-if?received={}",
        "/worklist?received_from={}",
        "/worklist?received_until={}",
        "/worklist?due_before={}",
        "/worklist/export.csv?received_until={}",
    ],
)
def test_a_day_of_such_a_year_is_asked_without_an_error(
    client, handler_user, address, day
):
    client.force_login(handler_user)

    answer = client.get(address.format(day))

    assert b"".join(answer)
    assert answer.status_code == 200
