"""Where a jurist keeps the law: rows are added, closed and succeeded, never edited."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from procedures.law_rows.change_log import set_law_actor
from procedures.law_rows.changing_rows import (
    CannotClose,
    FreeDayInUse,
    calendar_with,
    calendar_without,
    close_row,
    keeping_told_dates,
    reason_to_keep,
    succeed_row,
)
from procedures.law_rows.law import current_calendar
from procedures.models import (
    ComingChange,
    ContainmentCategory,
    DatedRow,
    DecisionTemplate,
    DecreesKnown,
    FormEdition,
    FreeDay,
    Letterhead,
    PenaltyScale,
    Procedure,
    amsterdam_today,
)

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[DatedRow]
    RowForm = forms.ModelForm[DatedRow]
else:  # Django's own take no type when they run
    RowAdmin, RowForm = admin.ModelAdmin, forms.ModelForm


class FromDay(ActionForm):
    """The day that the actions need."""

    from_day = forms.DateField(
        label=_("From"),
        required=False,
    )


class DatedAdmin(RowAdmin):
    """Rows of the law; one that has begun shows its columns, but only closes."""

    action_form = FromDay
    actions: tuple[str, ...] = ("close_rows", "open_successor")
    list_display = ("key", "__str__", "valid_from", "valid_until", "checked_on")
    search_fields = ("key",)
    free_to_change = ("checked_on", "note", "questions")
    moves_dates = False

    def get_readonly_fields(
        self, request: HttpRequest, obj: DatedRow | None = None
    ) -> tuple[str, ...]:
        """All but the remarks on a row, once the row has begun."""
        if obj is None or not obj.has_begun(amsterdam_today()):
            return ()
        fields = [field.name for field in obj._meta.fields]
        return tuple(name for name in fields if name not in self.free_to_change)

    def has_delete_permission(
        self, request: HttpRequest, obj: DatedRow | None = None
    ) -> bool:
        """Only a row that has not begun; never many at once."""
        # The bulk action asks without a row: deleting many would pass by the look at
        # each.
        if obj is None or obj.has_begun(amsterdam_today()):
            return False
        return super().has_delete_permission(request, obj)

    def save_model(
        self,
        request: HttpRequest,
        obj: DatedRow,
        form: "forms.ModelForm[DatedRow]",
        change: bool,
    ) -> None:
        """Store the row; the log of the law names who did it."""
        set_law_actor(_name_of(request))
        super().save_model(request, obj, form, change)
        self._tell_of_dates(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Take the row out; the log of the law names who did it."""
        set_law_actor(_name_of(request))
        super().delete_model(request, obj)
        self._tell_of_dates(request)

    def _tell_of_dates(self, request: HttpRequest) -> None:
        """Say where one sees how far the dates of the open cases are."""
        if self.moves_dates:
            text = _(
                "The dates of the open cases are calculated anew now. The page "
                "“Regular round” shows how far that is."
            )
            self.message_user(request, text)

    @admin.action(description=_("Close from that day"), permissions=["change"])
    def close_rows(self, request: HttpRequest, queryset: QuerySet[DatedRow]) -> None:
        """Let each row end on the day before."""
        for row in queryset:
            self._act(request, row, close_row)

    @admin.action(
        description=_("Close, and open a successor from that day"),
        permissions=["change"],
    )
    def open_successor(
        self, request: HttpRequest, queryset: QuerySet[DatedRow]
    ) -> HttpResponse | None:
        """Close one row and go to its successor, to change what the law changes."""
        if queryset.count() != 1:
            self.message_user(request, _("Choose one row."), messages.ERROR)
            return None
        successor = self._act(request, queryset.get(), succeed_row)
        if successor is None:
            return None
        name = f"admin:procedures_{successor._meta.model_name}_change"
        return redirect(name, successor.pk)

    def _act(
        self,
        request: HttpRequest,
        row: DatedRow,
        act: Callable[..., DatedRow | None],
    ) -> DatedRow | None:
        """Do it for the day in the form; on a fault say why. Gives what `act` gives."""
        form = FromDay(request.POST)
        action = cast(forms.ChoiceField, form.fields["action"])
        action.choices = [(request.POST.get("action"), "")]
        from_day = form.cleaned_data["from_day"] if form.is_valid() else None
        if from_day is None:
            self.message_user(request, _("Give the day from which."), messages.ERROR)
            return None
        try:
            made: DatedRow | None = self._recorded(request, row, act, from_day)
        except (CannotClose, FreeDayInUse) as error:
            self.message_user(request, f"{row.key}: {error}", messages.ERROR)
            return None
        self.log_change(request, row, f"{act.__name__} {from_day}")
        self.message_user(
            request,
            _("%(key)s is closed from %(day)s.") % {"key": row.key, "day": from_day},
        )
        self._tell_of_dates(request)
        return made

    @transaction.atomic
    def _recorded(
        self,
        request: HttpRequest,
        row: DatedRow,
        act: Callable[..., DatedRow | None],
        from_day: date,
    ) -> DatedRow | None:
        """Do it in the name of who asks, as the log of the law tells."""
        set_law_actor(_name_of(request))
        with keeping_told_dates():
            return act(row, from_day=from_day, today=amsterdam_today())


@admin.register(Procedure)
class ProcedureAdmin(DatedAdmin):
    """The rows of tables I, II and III."""

    list_filter = ("table", "type")
    moves_dates = True


@admin.register(FormEdition)
class FormEditionAdmin(DatedAdmin):
    """Which edition of a form is to be filed from when."""


class FreeDayForm(RowForm):
    """A free day; one on which a told date rests does not move."""

    def _post_clean(self) -> None:
        """Look at the row as it would be, once its fields are in order."""
        super()._post_clean()  # type: ignore[misc]  # the stubs do not know it
        if self.instance.pk and not self.errors:
            now, then = current_calendar(), calendar_with(cast(FreeDay, self.instance))
            if why := reason_to_keep(now, then):
                self.add_error(None, why)


def _name_of(request: HttpRequest) -> str:
    """Who changes the law; the law itself does not know the people of the portal."""
    name: str = cast(Any, request.user).name
    return name


@admin.register(FreeDay)
class FreeDayAdmin(DatedAdmin):
    """Days on which no term ends; a decree adds one."""

    form = FreeDayForm

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Refuse to take out a day on which a told date rests, in words."""
        row = cast(FreeDay | None, self.get_object(request, object_id))
        why = reason_to_keep(current_calendar(), calendar_without(row)) if row else ""
        if not why:
            return super().delete_view(request, object_id, extra_context)
        self.message_user(request, why, messages.ERROR)
        return redirect("admin:procedures_freeday_change", object_id)

    list_filter = ("kind",)
    moves_dates = True


@admin.register(ContainmentCategory)
class ContainmentCategoryAdmin(DatedAdmin):
    """CFI codes."""

    list_filter = ("family",)


@admin.register(PenaltyScale)
class PenaltyScaleAdmin(DatedAdmin):
    """What a late decision costs a day."""


@admin.register(DecisionTemplate)
class DecisionTemplateAdmin(DatedAdmin):
    """What BGGO can decide, in what words."""

    list_filter = ("ending",)


@admin.register(Letterhead)
class LetterheadAdmin(DatedAdmin):
    """From whom letters come, who signs, and the clauses that stand in them.

    One is succeeded and never closed alone: on a day without it no letter can go out.
    """

    actions = ("open_successor",)


@admin.register(ComingChange)
class ComingChangeAdmin(DatedAdmin):
    """What was announced and does not hold yet."""


@admin.register(DecreesKnown)
class DecreesKnownAdmin(DatedAdmin):
    """Through which day free days by decree are known."""
