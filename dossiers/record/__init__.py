"""The record of a case: how it is chained, replayed and proved."""
