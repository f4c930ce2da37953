"""A small risk-assessment report for the demo, as a real PDF."""

from datetime import datetime

import typst


def risk_report(title: str, *, at: datetime) -> bytes:
    """One page that says it is an example."""
    page = f"""
#set document(title: {typst_string(title)})
= Verslag van de risicobeoordeling
#{typst_string(title)}

Dit is een voorbeeld dat bij de demo hoort. Het beoordeelt niets.
"""
    return typst.compile(page.encode(), format="pdf", timestamp=int(at.timestamp()))


def typst_string(text: str) -> str:
    """A text as a literal of typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
