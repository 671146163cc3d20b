"""Each headline figure as a command, side by side in one run with a peer or the limit."""
