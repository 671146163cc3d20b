"""The commands: what a person types, one file each; the only floor that binds the engine to the grant."""
