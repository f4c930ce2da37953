"""How allauth works here."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignup(DefaultAccountAdapter):
    """Accounts are made by an organisation or by Bureau GGO, not by passers-by."""

    def is_open_for_signup(self, request) -> bool:
        """Nobody registers by himself: an account acts for an organisation."""
        return False
