"""What happens behind the pages: Celery with its queues and limits, and mail."""

from kombu.entity import Exchange, Queue

from ggo_portal import limits, queues
from ggo_portal.mail_server import mail_settings
from ggo_portal.settings.storage import REDIS_URL
from ggo_portal.settings.what_runs import DEBUG, DEMO, PROCESS, env

# Celery has names of its own for a Unix socket and the number of a database.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": limits.REDIS_CONNECT,
    "socket_timeout": limits.REDIS_ANSWER[PROCESS],
    "max_retries": 0,
}
CELERY_TASK_IGNORE_RESULT = True
# A worker that is killed half-way leaves its task in the queue; each may run twice.
CELERY_TASK_ACKS_LATE = True
# A worker that holds a long task must not hold others that somebody else could do.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# What a mail server holds up must not hold up the round, nor what people wait for.
# A worker that is not told which queues to serve serves them all.
CELERY_TASK_DEFAULT_QUEUE = "other"
# A misspelt queue would be made, and nobody would ever serve it.
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_QUEUES = [Queue(it, Exchange(it), routing_key=it) for it in queues.ALL]
CELERY_TASK_ROUTES = queues.ROUTES
CELERY_TASK_SOFT_TIME_LIMIT = env.int("TASK_SECONDS", default=limits.TASK)
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + limits.TO_STOP
CELERY_TASK_ANNOTATIONS = {
    f"dossiers.tasks.{long}": {
        "soft_time_limit": limits.ROUND_STEP,
        "time_limit": limits.ROUND_STEP + limits.TO_STOP,
    }
    for long in ("round_step", "derive_behind")
}
AFTER_A_CHANGE_OF_LAW = "dossiers.tasks.derive_behind"
WHY_FREE_DAYS_STAY = "dossiers.correspondence.communicated_dates.why_free_days_stay"
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = queues.SCHEDULE

# Mail
EMAIL_URL = env.str("EMAIL_URL", default="")
vars().update(mail_settings(EMAIL_URL, env.email_url, stays_here=DEBUG or DEMO))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=limits.MAIL)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ggo-portaal@voorbeeld.nl")
# Mails that come back go here; `manage.py read_bounces` reads them.
BOUNCE_EMAIL = env.str("BOUNCE_EMAIL", default=DEFAULT_FROM_EMAIL)
BUREAU_EMAIL = env.str("BUREAU_EMAIL", default="bggo@voorbeeld.nl")
