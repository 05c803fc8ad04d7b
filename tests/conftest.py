"""What all tests share: a property is judged by what it finds, never by the time an example takes."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""A file system in memory, and the bytes to be free there: on a disk the archives of tests are waited for, commit by
commit. A killed process loses what it would lose on a disk."""
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# Three Java processes beside all other tests would starve them: `make test-cluster` runs these by themselves.
collect_ignore = [] if "PODSHIVKA_TEST_CLUSTER" in os.environ else ["cluster"]
