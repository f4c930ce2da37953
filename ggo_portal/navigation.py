"""The main navigation for each role."""


def navigation(request) -> dict:
    """The links in the header, for who is signed in."""
    return {"navigation": []}
