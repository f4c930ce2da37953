"""Filing and following by machine, under `/api/v1`."""
