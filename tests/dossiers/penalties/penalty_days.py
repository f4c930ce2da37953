"""When the penalty for a late decision begins and ends in the tests."""

from datetime import date

FIRST, FINAL = date(2027, 1, 23), date(2027, 3, 5)
