"""The question for a comment, and whether it sends the draft back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.field_kinds import expect_answer

PREFIX = "talk"
"""A comment goes along with the form of a section; its names must not meet those."""


class CommentForm(forms.Form):
    """A comment; a BVF can say that it must be dealt with before signing."""

    text = forms.CharField(
        label=_("Your comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
    )
    sends_back = forms.BooleanField(
        label=_("Send back: this must change before I sign"), required=False
    )

    def __init__(self, data=None, *, is_bvf: bool, form_id: str = "", **kwargs):
        super().__init__(data, prefix=PREFIX, **kwargs)
        if not is_bvf:
            del self.fields["sends_back"]
        for field in self.fields.values():
            expect_answer(field)
            if form_id:
                field.widget.attrs["form"] = form_id
