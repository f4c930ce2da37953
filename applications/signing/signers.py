"""Which BVF may sign: the one that the form names, or that one's substitute."""

from accounts.models import User
from applications.forms.context import FormContext


def named_bvf(context: FormContext) -> User | None:
    """The BVF of the organisation whom the form names; None when it names none."""
    said = context.values("organisation").get("bvf")
    return context.officers.get(str(said or ""))


def permitted_signers(context: FormContext) -> list[User]:
    """Who may sign on the day of the context; every BVF when the form names none."""
    named = named_bvf(context)
    if named is None:
        return list(context.officers.values())
    substitute = context.application.organisation.substitute_of(named, context.on)
    return [named, substitute] if substitute else [named]
