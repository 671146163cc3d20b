"""Writes a release in every format that is promised, each with its flags and footnotes."""
