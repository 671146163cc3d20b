"""The tables of cases through time."""
