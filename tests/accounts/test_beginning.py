"""The first people of a new portal: no password in a shell, each act on record."""

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import AccessEvent, LabRole, Membership, Organisation, User

ADMINISTRATOR = ("create_administrator", "Admin@Example.nl", "A. de Beheerder")
LAB = (
    "create_organisation",
    "Universiteit Voorbeeld",
    "--kvk",
    "12345678",
    "--administrator",
    "lab@example.nl",
    "B. van het Lab",
)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().strip()


@pytest.mark.django_db
def test_administrator_chooses_a_password_by_the_mail(client):
    said = run(*ADMINISTRATOR)

    user = User.objects.get()
    assert said == "admin@example.nl has been sent a link to choose a password."
    assert (user.email, user.is_staff, user.is_superuser) == (
        "admin@example.nl",
        True,
        True,
    )
    assert not user.has_usable_password()
    [message] = mail.outbox
    assert message.to == ["admin@example.nl"]
    [path] = re.findall(r"http://localhost:8000(\S+)", message.body)
    page = client.get(path, follow=True)
    passwords = {
        "password1": "lang-en-geheim-genoeg",
        "password2": "lang-en-geheim-genoeg",
    }
    client.post(page.redirect_chain[-1][0], passwords)
    user.refresh_from_db()
    assert user.check_password("lang-en-geheim-genoeg")


@pytest.mark.django_db
def test_the_link_works_once(client):
    run(*ADMINISTRATOR)
    [path] = re.findall(r"http://localhost:8000(\S+)", mail.outbox[0].body)
    user = User.objects.get()
    user.set_password("lang-en-geheim-genoeg")
    user.save()

    page = client.get(path, follow=True)

    assert 'name="password1"' not in page.content.decode()


@pytest.mark.django_db
def test_organisation_begins_with_who_keeps_its_people():
    said = run(*LAB)

    lab = Organisation.objects.get()
    assert said == "Universiteit Voorbeeld: lab@example.nl is its administrator."
    assert lab.kvk_number == "12345678"
    [role] = Membership.objects.filter(organisation=lab)
    assert (role.user.email, role.role) == ("lab@example.nl", LabRole.ADMIN)
    assert AccessEvent.objects.filter(organisation=lab, person=role.user).exists()
    assert [message.to for message in mail.outbox] == [["lab@example.nl"]]


@pytest.mark.django_db
def test_who_has_an_account_keeps_it():
    run(*ADMINISTRATOR)
    mail.outbox.clear()

    run("create_organisation", "Lab", "--administrator", "admin@example.nl", "Other")

    assert User.objects.get().name == "A. de Beheerder"
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize("command", [ADMINISTRATOR, LAB])
def test_twice_is_refused_with_words(command):
    run(*command)

    with pytest.raises(CommandError, match="cannot be made"):
        run(*command)

    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("command", [ADMINISTRATOR, LAB])
def test_nothing_is_made_when_the_mail_cannot_go(command, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(CommandError, match="Nothing was made"):
        run(*command)

    assert (User.objects.count(), Organisation.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        ("create_administrator", "no address", "A"),
        (*LAB[:3], "123", *LAB[4:]),
    ],
)
def test_what_is_not_well_formed_is_refused(wrong):
    with pytest.raises(CommandError, match="cannot be made"):
        run(*wrong)

    assert User.objects.count() == 0
