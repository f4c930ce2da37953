"""A request for further information as the tests make it."""

from datetime import date

from dossiers.information_requests.asking import RequestedQuestion
from procedures.counting.legal_day import legal_day
from tests.cast import NOW

TODAY = legal_day(NOW)  # Monday 23 November 2026


ANSWER_BY = date(2026, 12, 21)
QUESTION = RequestedQuestion("purpose", "title", "Wat bedoelt u met deze titel?")
REQUEST: dict = {"opening": "", "questions": [QUESTION], "answer_by": ANSWER_BY}
