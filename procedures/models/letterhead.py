"""From whom letters come, and what stands in all of them: dated, as the law's rows."""

from string import Formatter

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.dated import DatedRow, in_language

CLAUSE_NAMES = {"minister", "post", "electronic", "sent", "until"}
"""What a clause may name in braces: the first three are of the row, the days of the
letter."""


class Letterhead(DatedRow):
    """The sender, the signature block and the standing clauses of a day's letters.

    `electronic` is how one objects electronically, `function` what somebody is who
    signs; `functions` has `{"nl": …, "en": …}` by the e-mail address of who is
    something else. The clauses may name {minister}, {post}, {electronic}, {sent}
    and {until} in braces, the last two as days.
    """

    minister_nl = models.CharField(_("name of the Minister, in Dutch"), max_length=200)
    minister_en = models.CharField(
        _("name of the Minister, in English"), max_length=200
    )
    bureau = models.CharField(_("name of the Bureau"), max_length=100)
    post = models.CharField(_("postal address"), max_length=300)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    electronic_nl = models.CharField(
        _("how one objects electronically, in Dutch"), max_length=300
    )
    electronic_en = models.CharField(
        _("how one objects electronically, in English"), max_length=300
    )
    closing_nl = models.CharField(_("closing in Dutch"), max_length=100)
    closing_en = models.CharField(_("closing in English"), max_length=100)
    on_behalf_nl = models.CharField(_("“on behalf of”, in Dutch"), max_length=100)
    on_behalf_en = models.CharField(_("“on behalf of”, in English"), max_length=100)
    function_nl = models.CharField(_("function of who signs, in Dutch"), max_length=200)
    function_en = models.CharField(
        _("function of who signs, in English"), max_length=200
    )
    functions = models.JSONField(
        _("functions of others, by e-mail address"),
        default=dict,
        blank=True,
        help_text=_('For instance {"a@b.nl": {"nl": "hoofd", "en": "head"}}.'),
    )
    objection_nl = models.TextField(_("how to object, in Dutch"))
    objection_en = models.TextField(_("how to object, in English"))
    effect_nl = models.TextField(_("that an objection does not suspend, in Dutch"))
    effect_en = models.TextField(_("that an objection does not suspend, in English"))
    translation_nl = models.TextField(_("that a translation follows, in Dutch"))
    translation_en = models.TextField(_("what the translation is, in English"))

    CLAUSES = ("objection", "effect", "translation")

    class Meta(DatedRow.Meta):
        ordering = ["valid"]
        verbose_name = _("letterhead and standing texts")
        verbose_name_plural = _("letterheads and standing texts")

    def __str__(self) -> str:
        return self.key

    def needed_aspects(self) -> set[str]:
        """Who signs for whom in what language, and how one objects."""
        return {"rule", "objection"}

    def clean(self) -> None:
        """The clauses name what letters know; a function has both languages."""
        super().clean()
        errors: dict[str, object] = {
            field: _("Name only these in braces: %(names)s.")
            % {"names": ", ".join(f"{{{name}}}" for name in sorted(CLAUSE_NAMES))}
            for clause in self.CLAUSES
            for field in (f"{clause}_nl", f"{clause}_en")
            if not _names_in(getattr(self, field)) <= CLAUSE_NAMES
        }
        if not _are_functions(self.functions):
            errors["functions"] = _(
                "Give each function in both languages, by e-mail address: "
                '{"a@b.nl": {"nl": …, "en": …}}.'
            )
        if errors:
            raise ValidationError(errors)

    @property
    def minister(self) -> str:
        """For whom is signed, in the language of the reader."""
        return in_language(self, "minister")

    def function_of(self, email: str) -> str:
        """What somebody is who signs, in the language of the reader."""
        named = self.functions.get(email)
        if named is None:
            return in_language(self, "function")
        return in_language(_Named(**named), "name")

    def clause(self, name: str, **days: str) -> str:
        """A standing clause in the language of the reader, with its days filled in.

        `days` are `sent` and `until` in words; what is not given stays a gap.
        """
        known = {
            "minister": self.minister,
            "post": self.post,
            "electronic": in_language(self, "electronic"),
        }
        gaps = dict.fromkeys(CLAUSE_NAMES, "…")
        return in_language(self, name).format_map(gaps | known | days)


class _Named:
    """A name in both languages, as `in_language` reads it."""

    def __init__(self, nl: str, en: str) -> None:
        self.name_nl, self.name_en = nl, en


def _names_in(text: str) -> set[str]:
    """What a text names in braces; a brace that stands alone is named as a fault."""
    try:
        return {
            name for _a, name, _b, _c in Formatter().parse(text) if name is not None
        }
    except ValueError:
        return {"{"}


def _are_functions(value: object) -> bool:
    """Is it a function in both languages by each address?"""
    return isinstance(value, dict) and all(
        isinstance(one, dict)
        and set(one) == {"nl", "en"}
        and all(isinstance(words, str) and words.strip() for words in one.values())
        for one in value.values()
    )
