"""How people write days, the same in every language; machines write ISO 8601 alone.

An address may still have an ISO day: Django adds that form to these. A year has four
digits, since 3-4-27 does not say of which century it is.
"""

DAY_FIRST = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
