"""The expert's room: all content of the state grant to personligt ombud; the rest of the house is engine."""
