"""The portal as a whole, as Django loads it."""

from django.apps import AppConfig
from django.core.checks import register

from applications.attachments.scanning import check_scanner
from ggo_portal.built import check_build


class PortalConfig(AppConfig):
    """Has `check --deploy` look at what must be built, and chosen."""

    name = "ggo_portal"

    def ready(self) -> None:
        """Register the checks of a deployment."""
        register(check_build, deploy=True)
        register(check_scanner, deploy=True)
