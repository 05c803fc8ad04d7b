"""How many bytes were read from files, so that a stream has an end in sight."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from typing import IO


@dataclass(slots=True)
class Meter:
    """Counts up while readers read: bytes of files (packed as they are), and the file that is being read."""

    done: int = 0
    current: str = ""


class Metered(io.RawIOBase):
    """A file that counts what is read of it; what a container reads twice counts once."""

    def __init__(self, file: IO[bytes], meter: Meter) -> None:
        super().__init__()
        self._file = file
        self._meter = meter
        self._size = os.fstat(file.fileno()).st_size
        self._start = meter.done
        self._furthest = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        count: int = self._file.readinto(buffer)  # type: ignore[attr-defined]
        self._furthest = min(self._furthest + count, self._size)
        self._meter.done = self._start + self._furthest
        return count

    def close(self) -> None:
        if not self.closed:
            self._meter.done = self._start + self._size
        super().close()
