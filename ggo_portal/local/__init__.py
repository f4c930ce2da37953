"""The portal on one machine: its own PostgreSQL and Redis, and all processes together.

Nothing here runs on a server; there the environment names the services.
"""
