"""An archive on disk: its generations, its journal, and how it stays whole."""
