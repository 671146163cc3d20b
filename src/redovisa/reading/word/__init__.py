"""Word files, and those that LibreOffice turns into them, as documents without meaning."""
