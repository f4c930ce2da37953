"""Drafts for machines: the same acts as the browser, under `/api/v1/applications`."""
