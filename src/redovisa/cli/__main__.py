"""``python -m redovisa.cli``: the same as the command ``redovisa``."""

from redovisa.cli.main import main

raise SystemExit(main())
