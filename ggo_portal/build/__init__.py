"""What is built and installed before pages work."""
