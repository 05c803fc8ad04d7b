"""What a request works with: the open archive and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app

from index import Index
from settings import Settings

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry


def index() -> Index:
    return cast(Index, current_app.config["INDEX"])


def settings() -> Settings:
    return cast(Settings, current_app.config["SETTINGS"])


def metrics() -> CollectorRegistry:
    return cast("CollectorRegistry", current_app.config["METRICS"])
