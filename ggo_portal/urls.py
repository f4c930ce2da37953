"""All addresses. Pages: Dutch without prefix, English under `/en/`. REST: `/api/v1`."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

import accounts.urls
import applications.urls
import dossiers.urls
import procedures.urls
from accounts.machines.token_view import ClientTokenView
from ggo_portal import health, views
from ggo_portal.metrics import metrics_page
from ggo_portal.openapi import OpenApiView

# The higher app first: it adds pages below the addresses of a lower one.
APPS = [dossiers.urls, applications.urls, procedures.urls, accounts.urls]

# The admin has no sign-in page of its own: there is one, with its second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("health/live", health.health_live, name="live"),
    path("health/ready", health.health_ready, name="ready"),
    path("health/work", health.health_work, name="work"),
    path("metrics", metrics_page, name="metrics"),
    path("oauth/token", ClientTokenView.as_view(), name="token"),
    path("api/v1/openapi.json", OpenApiView.as_view(), name="openapi"),
    path("api/v1/", include([url for app in APPS for url in app.api])),
    *i18n_patterns(
        path("", views.home_page, name="home"),
        path("about", views.about_page, name="about"),
        path("accessibility", views.accessibility_page, name="accessibility"),
        path("contact", views.contact_page, name="contact"),
        path("developers", views.developers_page, name="api-docs"),
        # Before allauth, so that ours answer at its addresses.
        *accounts.urls.doors,
        path("account/", include("allauth.urls")),
        path("admin/", admin.site.urls),
        *[url for app in APPS for url in app.pages],
        prefix_default_language=False,
    ),
]

handler429 = "accounts.signing_in.waiting.too_many_requests_page"
handler500 = "ggo_portal.errors.server_error"
