"""Ground floor: Sweden's counties, municipalities and city districts, and how people write their names."""
