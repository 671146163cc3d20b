"""The tables of people and organisations through time."""
