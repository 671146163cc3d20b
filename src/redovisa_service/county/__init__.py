"""Floor 3: the county board's pages: what was granted, longer time, and who reports for whom."""
