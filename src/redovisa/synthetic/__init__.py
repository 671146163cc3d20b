"""Invented redovisningar for tests, demo, training and benchmarks: nothing in them has happened to anyone."""
