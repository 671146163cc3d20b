"""Ground floor: what a redovisning is (fields, answers, editions), without knowing how it is read or checked."""
