"""`python -m tests.quality`: the table of measures; see `report`."""

from tests.quality.report import main

main()
