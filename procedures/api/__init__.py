"""Procedures and terms as machines read them."""
