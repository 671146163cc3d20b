"""The one door to PDFium: what its pages hold, as plain marks; no other room calls it."""
