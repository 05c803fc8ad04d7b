"""What all tests share: a property is judged by what it finds, never by the time an example takes."""

import os

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Three Java processes beside all other tests would starve them: `make test-cluster` runs these by themselves.
collect_ignore = [] if "PODSHIVKA_TEST_CLUSTER" in os.environ else ["cluster"]
