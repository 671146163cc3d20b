"""Tables over municipalities, counties and years that are safe to publish, and an attacker who tries to prove otherwise."""
