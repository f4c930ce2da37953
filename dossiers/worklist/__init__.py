"""Bureau GGO's worklist: what is due first, by key and never by offset.

A case is due on its decision date, or else at the end of its objection window
(`Case.due`, with the partial index `case_worklist`). What has no date comes after:
administrative changes, for which no term runs, and last the cases whose clock stands
still. Each question here costs the same with 1,000 cases as with 100,000: pages are
read from an index, counts stop at `counting.COUNT_TO`.
"""

from dossiers.cases.time_left import days_left, time_left

__all__ = ["days_left", "time_left"]
