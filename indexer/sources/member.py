"""Names of members of archives: which lead outside, which are nobody's pages, which are companions of a page."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePosixPath

from indexer.sources import folder


def escapes(name: str) -> bool:
    """Whether a name leads out of the archive: `../x`, `/etc/x`, `C:\\x`."""
    path = PurePosixPath(name.replace("\\", "/"))
    return ".." in path.parts or path.is_absolute() or re.match("[A-Za-z]:", name) is not None


def is_hidden(name: str) -> bool:
    """Whether a member lies in what no one opens: `.git/`, `__MACOSX/`."""
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in PurePosixPath(name).parts)


def is_companion(name: str, names: Container[str] | None) -> bool:
    """Whether a member lies in the folder of a saved page's pictures; without the archive's names, by its own alone."""
    above = (str(parent) for parent in PurePosixPath(name).parents)
    return any(folder.is_companion(each, names) for each in above)
