"""Which work stands in which queue, and when beat hands it out.

Each queue has workers of its own on a server, so that what hangs in one holds up no
other: `celery -A ggo_portal worker --queues round,other` and `--queues mail`.
"""

from typing import Any

from celery.schedules import crontab

from ggo_portal import limits

ROUND, MAIL, OTHER = ALL = ("round", "mail", "other")

ROUTES = {
    "dossiers.tasks.daily_round": {"queue": ROUND},
    "dossiers.tasks.round_step": {"queue": ROUND},
    "dossiers.tasks.derive_behind": {"queue": ROUND},
    "dossiers.tasks.send_outgoing": {"queue": MAIL},
    "accounts.tasks.send_invitations": {"queue": MAIL},
}

# What nobody fetched before the next one is handed out need not pile up.
EVERY_MINUTE = {
    "schedule": limits.BEATS,
    "options": {"expires": limits.BEATS},
}
SCHEDULE: dict[str, dict[str, Any]] = {
    "send what was promised": {
        "task": "dossiers.tasks.send_outgoing",
        **EVERY_MINUTE,
    },
    "send invitations": {"task": "accounts.tasks.send_invitations", **EVERY_MINUTE},
    "derive after a change of the law": {
        "task": "dossiers.tasks.derive_behind",
        **EVERY_MINUTE,
    },
    "clear imports": {
        "task": "applications.tasks.clear_imports",
        "schedule": crontab(hour="3", minute="40"),
    },
    "clear away": {
        "task": "accounts.tasks.clear_away",
        "schedule": crontab(hour="3", minute="20"),
    },
}
# Hourly, so that a night that was missed is made up for. Deriving goes first, since the
# others read the dates; they do not wait for it.
MINUTES = {
    "derive": 5,
    "close": 10,
    "remind": 15,
    "remind advisers": 15,
    "gather": 20,
    "seal": 20,
}
for _step, _minute in MINUTES.items():
    SCHEDULE[f"round {_step}"] = {
        "task": "dossiers.tasks.round_step",
        "args": [_step],
        "schedule": crontab(minute=str(_minute)),
        # The next hour's message does the same work, so an old one may be dropped.
        "options": {"expires": 3600},
    }
for _queue in ALL:
    SCHEDULE[f"sign of life of {_queue}"] = {
        "task": "accounts.tasks.show_life",
        "args": [_queue],
        "schedule": limits.BEATS,
        # Through the queue itself: a worker that hangs then shows in the age of its
        # sign.
        "options": {"queue": _queue, "expires": limits.BEATS},
    }
