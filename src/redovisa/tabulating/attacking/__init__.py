"""Tries to find what was made safe, with nothing but what is published; knows nothing of the protector."""
