"""A file on its way in: read in a process of its own, within bounds, and turned into proposals for the form."""
