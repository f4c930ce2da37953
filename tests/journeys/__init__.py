"""Whole journeys in the browser, as the people for whom the portal is made."""
