"""The search language: what people type, as a tree of what is to be found."""

from index.query.expand import expand
from index.query.fields import span
from index.query.parser import parse

__all__ = ["expand", "parse", "span"]
