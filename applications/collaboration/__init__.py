"""Working together at a draft: comments, and who is there."""
