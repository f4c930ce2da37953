"""Is the BVF who answers for a draft admitted for its CFIs? A warning at most."""

from typing import NamedTuple

from accounts.models import User
from applications.forms.context import FormContext
from applications.models.admission import admission_words


class AdmissionCheck(NamedTuple):
    """What the portal knows of a BVF's admission, beside the CFIs of a draft.

    `missing` are the CFIs for which no admission is known on the day of the context.
    """

    bvf: User
    words: str
    is_known: bool
    missing: list[str]

    def as_facts(self) -> dict[str, str | list[str]]:
        """As it goes along with what is filed, for Bureau GGO."""
        return {"known": self.words, "missing": self.missing}


def check_admission(bvf: User, context: FormContext) -> AdmissionCheck:
    """What is known of this BVF, and for which CFIs of the draft nothing is.

    An admission holds for the CFI and level that it names and no other (Regeling ggo
    11 lid 1, 13 lid 2), so a higher level does not stand for a lower one.
    """
    standing = context.admissions.get(bvf.pk, [])
    admitted = {cfi for admission in standing for cfi in admission.cfis}
    return AdmissionCheck(
        bvf,
        admission_words(standing),
        bool(standing),
        sorted(context.named_cfis - admitted),
    )
