"""The button that brings a draft into the edition of the form of today."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.access.page_access import actor_from_request, own_draft, signed_in
from applications.drafting.carrying_over import carry_over


@require_POST
@signed_in
def edition_carry_over(request: HttpRequest, pk) -> HttpResponse:
    """Carry the draft over, and say what fell away."""
    draft = own_draft(request, pk)
    done = carry_over(draft, by=actor_from_request(request), at=timezone.now())
    if done and done.gone:
        words = _("The draft is in the new edition. Not asked any more: %(what)s.")
        messages.success(request, words % {"what": "; ".join(done.gone)})
    elif done:
        messages.success(request, _("The draft is in the new edition of the form."))
    return redirect("application", pk)
