"""The commands, by kind of work; each is a thin call into a package, and is loaded when it is asked for."""

MODULES = {
    "add": "adding",
    "sites": "sites",
    "search": "searching",
    "suggest": "searching",
    "show": "reading",
    "export": "searching",
    "history": "reading",
    "delete": "keeping",
    "correct": "keeping",
    "undo": "keeping",
    "quarantine": "quarantine",
    "runs": "keeping",
    "stats": "searching",
    "analyze": "searching",
    "relearn": "keeping",
    "rebuild": "safety",
    "rollback": "safety",
    "optimize": "safety",
    "verify": "safety",
    "backup": "safety",
    "restore": "safety",
    "serve": "serving",
    "password": "serving",
    "demo": "serving",
}
"""Each command and its module in this room, in the order in which help shows them: that of a first session."""
