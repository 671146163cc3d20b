"""Filled forms in every manner they reach a county board, written by us with the truth known."""
