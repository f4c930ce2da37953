"""Errors of the REST API, as RFC 9457 problem details."""

from rest_framework.views import exception_handler


def problem_details(error, context):
    """Answer an error as `application/problem+json`."""
    return exception_handler(error, context)
