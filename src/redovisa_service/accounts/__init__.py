"""Floor 1: people, the organisations they act for, and in which role."""
