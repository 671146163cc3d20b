"""Floor 3: the municipality's pages, from last year's form to a receipt."""
