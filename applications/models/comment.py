"""What authors of a draft say to each other, at the section it is about."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.application import Application


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, by whether somebody must still deal with them."""

    def open(self) -> Self:
        """What nobody has settled yet."""
        return self.filter(settled_at__isnull=True)

    def settled(self) -> Self:
        """What has been dealt with."""
        return self.filter(settled_at__isnull=False)

    def sent_back(self) -> Self:
        """What the BVF wants changed, and nobody has settled yet."""
        return self.open().filter(sends_back=True)


class Comment(models.Model):
    """A remark at one section; settled when it has been dealt with.

    It belongs to the draft, not to what is filed: Bureau GGO never sees it. `section`
    is empty when it is about the whole draft. `sends_back`: the BVF says what must
    change before he or she signs.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="comments"
    )
    section = models.CharField(max_length=40, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sends_back = models.BooleanField(default=False)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    heading: str  # set in memory: the part that it is about

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
                name="comment_settled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"

    @property
    def is_settled(self) -> bool:
        """Has it been dealt with?"""
        return self.settled_at is not None
