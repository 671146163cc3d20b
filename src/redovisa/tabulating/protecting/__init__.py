"""Makes counts safe: hides as few as it finds, or adds noise; knows nothing of the attacker."""
