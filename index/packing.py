"""How the articles of an index are kept: each as JSON, compressed by what the first of them have in common."""

from __future__ import annotations

import json
import re
import threading
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from index.article import Article
from index.keeping import durable

FILE = "articles.dict"
"""The dictionary, beside the engine's files: written once, and never again."""
SAMPLE = 4 << 20
"""Bytes of the articles that it is made of: the first thousand of news, some five thousand of flashes. These stay as
they are, compressed each by itself."""
SIZE = 112 << 10
"""Bytes of a dictionary: articles are a third smaller by it, and no larger one is worth its time."""
COVER = {"k": 512, "d": 8}
"""Bytes of a segment of the dictionary, and of what is counted in it: near those that zstd chose for news when it tried
some dozens, which takes four times as long for as good a dictionary."""
LEVEL, LONGER = 5, 128 << 10
"""zstd's level for texts of this length, which is a way of its own: a twelfth less than by its usual 3, as by 9, in a
third of the time of that (50 µs more for an article of 4 kB)."""
ZLIB = b"\x78"
"""The first byte of what zlib has compressed: articles of schema 4, and all that the journal keeps."""


JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def written(article: Article) -> bytes:
    """An article as JSON, what it doesn't know left out."""
    known = {key: value for key, value in article.to_json().items() if value not in (None, "", [])}
    return JSON.encode(known).encode()


def read(data: bytes) -> Article:
    """The article of its JSON."""
    return Article.from_json(json.loads(data))


TITLE = re.compile(rb'(?:^{|,)"title":("(?:[^"\\]|\\.)*")')
"""The title in the JSON of an article, where it stands among the first keys."""


def title_of(data: bytes) -> str:
    """The title in the JSON of an article, in a tenth of the time."""
    title = TITLE.search(data, 0, 4000)
    return str(json.loads(title[1])) if title else read(data).title


ID = re.compile(rb'{"id":("(?:[^"\\]|\\.)*")')
"""The id in the JSON of an article, of which it is the first key."""


def id_of(data: bytes) -> str:
    """The id in the JSON of an article."""
    id = ID.match(data)
    return str(json.loads(id[1])) if id else read(data).id


def packed(data: bytes) -> bytes:
    """The JSON of an article compressed by itself, whatever index it is in."""
    return zlib.compress(data, 6)


def unpacked(data: bytes) -> bytes:
    """The JSON that `packed` has compressed."""
    return zlib.decompress(data)


class Packing:
    """The compression of one index. Any thread may unpack; the one writer packs."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.sample: list[bytes | bytearray | memoryview] = []
        self.size = 0
        self.local = threading.local()  # what compresses and what unpacks is no two threads' at once

    def files(self) -> list[Path]:
        """The dictionary, where there is one."""
        return [self.path] if self.path.exists() else []

    def begin(self, kept: Iterable[bytes]) -> None:
        """Begin a writing session: `kept` is what the index has so far, which is looked at only where there is no
        dictionary yet, and no further than it takes to make one."""
        self.sample, self.size = [], 0
        self.open()
        if not self.local.trained:
            self.learn(kept)

    def pack(self, data: bytes) -> bytes:
        """What an index keeps of an article's JSON."""
        if not hasattr(self.local, "compressor"):
            self.open()
        packed: bytes = self.local.compressor.compress(data)
        if not self.local.trained:
            self.learn([data])
        return packed

    def unpack(self, data: bytes) -> bytes:
        """The JSON that `pack` was given."""
        from zstandard import ZstdError

        if data[:1] == ZLIB:
            return zlib.decompress(data)
        if not hasattr(self.local, "decompressor"):
            self.open()
        try:
            return self.local.decompressor.decompress(data)  # type: ignore[no-any-return]
        except ZstdError:
            if self.local.trained:
                raise
            self.open()  # a writer has made the dictionary meanwhile
            return self.local.decompressor.decompress(data)  # type: ignore[no-any-return]

    def open(self) -> None:
        """Turn to the dictionary, where there is one."""
        from zstandard import ZstdCompressionDict, ZstdCompressionParameters, ZstdCompressor, ZstdDecompressor

        self.local.trained = self.path.exists()
        known = ZstdCompressionDict(self.path.read_bytes()) if self.local.trained else None
        way = ZstdCompressionParameters.from_level(LEVEL, source_size=LONGER, dict_size=SIZE)
        self.local.compressor = ZstdCompressor(compression_params=way, dict_data=known)
        self.local.decompressor = ZstdDecompressor(dict_data=known)

    def learn(self, articles: Iterable[bytes]) -> None:
        """Take the JSON of articles into the sample; when it is enough, make the dictionary."""
        for data in articles:
            self.sample.append(data)
            self.size += len(data)
            if self.size >= SAMPLE:
                self.train()
                return

    def train(self) -> None:
        """Make the dictionary, which is there before an article that needs it is kept."""
        from zstandard import ZstdError, train_dictionary

        sample, self.sample, self.size = self.sample, [], 0
        with suppress(ZstdError):  # of articles that are all the same, or one only: the next ones may do
            durable.written(self.path, train_dictionary(SIZE, sample, **COVER).as_bytes())
            self.open()
