"""Counting a year without identities: marks in a spreadsheet become the numbers of the form, each one explained."""
