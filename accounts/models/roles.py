"""What people do: for a lab organisation, and at Bureau GGO."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LabRole(models.TextChoices):
    """What a person does for a lab organisation (Regeling ggo, art. 6 to 11)."""

    RESEARCHER = "researcher", _("researcher (OL or VM)")
    BVF = "bvf", _("biological safety officer (BVF)")
    ADMIN = "admin", _("organisation administrator")


class BureauRole(models.TextChoices):
    """What a person does at Bureau GGO."""

    HANDLER = "handler", _("case handler")
    DECIDER = "decider", _("deciding officer")
    JURIST = "jurist", _("jurist")
    AUDITOR = "auditor", _("auditor")
