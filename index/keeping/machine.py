"""Where a machine keeps what is its own of an archive on a cluster: the journal, tables, a copy of the vocabulary."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from index.errors import unwritable

OWN = ("journal.sqlite*", "tables", "sites", "generations", "lock")
"""What of an archive lies in the folder."""


def own_folder(said: str, name: str, uuid: str, address: str) -> Path:
    """The folder of the archive of a name on the cluster of a UUID, however that is addressed; below the one that the
    settings say, else below the user's state.

    What an earlier version kept in the folder itself, or in one named by the address, moves there.
    """
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    home = Path(said) if said else Path(state, "podshivka")
    folder = home / (f"{name}-{uuid[:8]}" if uuid else name)
    before = home if said else home / f"{name}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    kept = [path for pattern in OWN for path in before.glob(pattern)]
    if kept and not folder.exists():
        try:
            folder.mkdir()
            for path in kept:
                path.rename(folder / path.name)
        except OSError as error:
            raise unwritable(folder, error) from None
        if not said:
            with suppress(OSError):  # it has something else, too
                before.rmdir()
    return folder
