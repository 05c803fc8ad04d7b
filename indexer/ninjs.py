"""ninjs, the JSON of news agencies (IPTC): its lists and objects as the plain keys of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def plain(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A ninjs item with the keys of records; any other object as it is.

    ninjs 1 has `headline`, `body_text` and `body_xhtml`; ninjs 2 and 3 have lists of `headlines`, `bodies` and
    `descriptions`, each with a role and a type of content. https://iptc.org/std/ninjs/
    """
    if not (isinstance(data.get("uri"), str) and ({"versioncreated", "versionCreated", "firstCreated"} & set(data))):
        return data
    found = {_OLD.get(key, key): value for key, value in data.items()}
    for many, one in (("headlines", "headline"), ("descriptions", "description_text")):
        if text := _main(found.pop(many, None)):
            found[one] = text
    for body in _dicts(found.pop("bodies", None)):
        kind = "body_xhtml" if "html" in str(body.get("contenttype", body.get("contentType", ""))) else "body_text"
        found.setdefault(kind, body.get("value"))
    if "subject" in found:
        found["subject"] = [each.get("name") for each in _dicts(found["subject"]) if isinstance(each.get("name"), str)]
    if "by" in found:
        found.setdefault("byline", found.pop("by"))
    if str(found["uri"]).startswith("http"):
        found.setdefault("url", found["uri"])
    return found


_OLD = {
    "versionCreated": "versioncreated",
    "firstCreated": "firstcreated",
    "subjects": "subject",
    "copyrightHolder": "copyrightholder",
}
"""Keys of ninjs 3 and what they were called before."""


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _main(value: Any) -> str | None:
    """The text of a list of texts: the one whose role is `main`, else the first."""
    texts = [each for each in _dicts(value) if isinstance(each.get("value"), str)]
    chosen = next((each for each in texts if each.get("role") == "main"), texts[0] if texts else {})
    return chosen.get("value")
