"""Third floor: documents out (the form, letters, reports), as Word files and as PDF that can be read aloud and kept."""
