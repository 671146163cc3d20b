"""Floor 3: Socialstyrelsen's pages: the yearly rounds of redovisningar."""
