"""Addresses of which one breaks, for the tests of errors and logs."""

from django.urls import path

from ggo_portal.urls import urlpatterns as portal


def broken(request):
    """Nobody foresaw this."""
    raise RuntimeError("nobody foresaw this")


urlpatterns = [path("broken", broken), path("api/broken", broken), *portal]
