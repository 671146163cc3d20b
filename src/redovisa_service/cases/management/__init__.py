"""What the timers run for cases."""
