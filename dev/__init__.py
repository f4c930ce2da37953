"""What a developer machine needs: servers in the clone, the demo, a browser."""
