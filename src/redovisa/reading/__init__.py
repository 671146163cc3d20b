"""From a file to answers and doubts, in two steps: first a document without meaning, then its meaning."""
