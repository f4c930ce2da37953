"""Beginning, filling, copying and supplementing a draft."""
