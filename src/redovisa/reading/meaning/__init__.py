"""The second step: from a document without meaning to the answers and doubts of an edition."""
