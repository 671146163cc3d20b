"""Tables by municipality, county and year that are safe to publish, and an attacker who tries to prove otherwise."""
