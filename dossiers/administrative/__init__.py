"""Administrative changes, and processing them."""
