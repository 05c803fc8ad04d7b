"""The search language: what people type, as a tree of what is to be found."""

from index.query.expand import expand
from index.query.fields import span
from index.query.groups import groups
from index.query.parser import parse
from index.query.synonyms import joined

__all__ = ["expand", "groups", "joined", "parse", "span"]
