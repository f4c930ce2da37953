"""Cases as machines read them."""
