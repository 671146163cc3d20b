"""Small tables that the tests of tabulating stand on."""
