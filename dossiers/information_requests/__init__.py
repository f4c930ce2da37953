"""Asking the applicant for information, and the answer."""
