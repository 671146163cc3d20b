"""Floor 2: the only room with case tables; the audiences reach them by commands and queries."""
