"""From a folder of filled forms to one workbook and one page: who has reported, what they said, what must be asked."""
