"""Cửa dòng lệnh: `python -m thidua.engine score …`."""

import sys

from thidua.engine.cli import main

sys.exit(main())
