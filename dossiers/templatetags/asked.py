"""What Bureau GGO asks, on the pages of the form that is answered in place."""

from django import template

from applications.models import Application
from dossiers.information_requests.answer_tasks import (
    SupplementRequests,
    requests_for_supplement,
)

register = template.Library()


@register.simple_tag
def asked_of(
    application: Application, section: str | None = None
) -> SupplementRequests:
    """`{% asked_of application section.key as asked %}`; without a part all of it."""
    return requests_for_supplement(application, section)
