"""The door to pikepdf: what the typesetter leaves undone in a PDF."""
