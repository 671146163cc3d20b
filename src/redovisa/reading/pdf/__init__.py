"""PDF files as documents without meaning: words by their places, and ruled lines."""
