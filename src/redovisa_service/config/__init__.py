"""Top floor: settings from the environment, addresses, and nothing else."""
