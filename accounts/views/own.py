"""Pages about one's own account; signing in is allauth's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import ProfileForm


@login_required
def profile_page(request: HttpRequest) -> HttpResponse:
    """My details: who I am, for whom I act, and how I sign in."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect("profile")
    # An invalid name must not show in the header as if it were saved.
    request.user.refresh_from_db()
    memberships = request.user.memberships.select_related("organisation")
    return render(
        request, "account/profile.html", {"form": form, "memberships": memberships}
    )
