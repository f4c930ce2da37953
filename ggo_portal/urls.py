"""All addresses. Pages: Dutch without prefix, English under `/en/`. REST: `/api/v1`."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from oauth2_provider.views import TokenView

import applications.urls
import dossiers.urls
import procedures.urls
from ggo_portal import views

APPS = [procedures.urls, applications.urls, dossiers.urls]

urlpatterns = [
    path("oauth/token", TokenView.as_view(), name="token"),
    path("api/v1/", include([url for app in APPS for url in app.api])),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("account/", include("allauth.urls")),
        path("admin/", admin.site.urls),
        *[url for app in APPS for url in app.pages],
        prefix_default_language=False,
    ),
]
