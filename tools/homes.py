"""What makes a folder the home of a site: its database migrated, its static files collected, nobody in it yet."""

MIGRATED = (("migrate", "-v0"), ("createcachetable", "-v0"), ("collectstatic", "--noinput", "-v0"))
"""The commands, one after the other."""
