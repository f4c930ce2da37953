"""Query parameters, checked as strictly as bodies."""

from rest_framework.serializers import Serializer

from accounts.machines.problems import Problem


def checked_query(request, serializer: type[Serializer]) -> dict:
    """The checked query parameters. Raises a 400 problem that names every fault."""
    checked = serializer(data=request.query_params.dict(), context={"query": True})
    if checked.is_valid():
        return checked.validated_data
    errors = [
        {"parameter": name, "code": fault.code.replace("_", "-"), "detail": str(fault)}
        for name, found in checked.errors.items()
        for fault in found
    ]
    raise Problem(400, "invalid-request", errors[0]["detail"], errors=errors)
