"""Ground floor: the course of a case as tables: its statuses, who may do what, and the picture drawn from them."""
