"""Top floor, beside the settings: the invented nation in the service, and the command that shows it."""
