"""What a report on personligt ombud is held against, one file per section of the form."""
