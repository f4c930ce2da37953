"""Claims of confidentiality."""
