"""The home page."""

from django.shortcuts import render


def home(request):
    """What the portal is for, and the first thing to do."""
    return render(request, "home.html")
