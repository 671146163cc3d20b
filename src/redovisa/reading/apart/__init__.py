"""Files whose readers may be brought down by them are taken apart in a process of their own, within bounds."""
