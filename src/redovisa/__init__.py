"""Reads, checks and compiles the accounts (redovisningar) of the state grant to personligt ombud."""
