"""Documents of this grant, ready to send: the writers bound to the expert's words; bytes out, no clock, no files."""
