"""The admissions of BVFs, as Bureau GGO enters them."""

from typing import TYPE_CHECKING

from django.contrib import admin

from applications.models import BvfAdmission

if TYPE_CHECKING:
    AdmissionAdmin = admin.ModelAdmin[BvfAdmission]
else:
    AdmissionAdmin = admin.ModelAdmin


@admin.register(BvfAdmission)
class BvfAdmissionAdmin(AdmissionAdmin):
    """Who was admitted for which CFIs (Regeling ggo 11 to 14)."""

    list_display = ["bvf", "cfis", "starts_on", "ends_on", "number"]
    search_fields = ["bvf__name", "bvf__email", "number"]
    autocomplete_fields = ["bvf"]
    list_select_related = ["bvf"]
