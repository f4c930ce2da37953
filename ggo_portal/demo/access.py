"""An invitation and a substitution in the demo, by the same acts as everyone's."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from accounts.actor import Actor
from accounts.members.inviting import invite_member
from accounts.members.substituting import arrange_substitution
from accounts.models import User
from procedures.counting.legal_day import legal_day

HERE = Path(__file__).parent


def load_access(*, at: datetime) -> None:
    """Who is invited, and who signs in whose place."""
    data = yaml.safe_load((HERE / "people.yaml").read_text())
    for row in data["invitations"]:
        load_invitation(row, at=at)
    for row in data["substitutions"]:
        load_substitution(row, at=at)


def load_invitation(row: dict[str, Any], *, at: datetime) -> None:
    """Somebody who has not answered yet."""
    by = demo_user(row["by"])
    invite_member(
        by.organisations().get(),
        email=row["email"],
        name=row["name"],
        roles=row["roles"],
        by=Actor(user=by),
        at=at - timedelta(days=row["days_ago"]),
    )


def load_substitution(row: dict[str, Any], *, at: datetime) -> None:
    """A BVF who is away, as he arranged it himself."""
    bvf, today = demo_user(row["bvf"]), legal_day(at)
    arrange_substitution(
        bvf.organisations().get(),
        bvf=bvf,
        substitute=demo_user(row["substitute"]),
        starts_on=today + timedelta(days=row["from"]),
        ends_on=today + timedelta(days=row["through"]),
        by=Actor(user=bvf),
        at=at,
    )


def demo_user(email: str) -> User:
    """Somebody of the demo."""
    return User.objects.get(email=email)
