"""The decisions of Besluit ggo 2.19 against a notification."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ObjectionKind(models.TextChoices):
    """The three of them, by the keys of their templates."""

    OTHER_CFI = "other-cfi", _("another CFI is assigned")
    OTHER_LEVEL = "other-level", _("another level and CFI are assigned")
    CANNOT_AGREE = "cannot-agree", _("the work may not start, or must stop")
