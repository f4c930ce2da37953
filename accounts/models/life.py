"""Signs of life of what works unseen: when it last began, finished and failed."""

from django.db import models


class SignOfLife(models.Model):
    """The last run of one piece of work that nobody waits for, by its name."""

    name = models.CharField(max_length=40, primary_key=True)
    known_at = models.DateTimeField(help_text="When it was first seen to work.")
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def fails(self) -> bool:
        """Did the last run that ended end with an error?"""
        if self.failed_at is None:
            return False
        return self.finished_at is None or self.failed_at > self.finished_at
