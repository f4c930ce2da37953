"""Which static files are published: the bundle and the pictures, not their sources."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class PublishedFiles(StaticFilesConfig):
    """`static/src` is input of the bundle; its imports mean nothing to a browser."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "src"]
