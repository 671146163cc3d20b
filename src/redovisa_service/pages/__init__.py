"""Floor 1: the look of every page: base templates, the design system, presenters and refusals."""
