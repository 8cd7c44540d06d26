"""Streams that are unpacked as they are read: gzip of any number of members, never beyond proportion.

DEFLATE can hold a thousand times its size (RFC 1951), reports some ten times: what unpacks to more than
``Settings.unpack_ratio`` times what was read is refused as soon as that is seen, whatever its headers say.
"""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from sayso.errors import Malformed, PackedTooTightly
from sayso.settings import Settings

GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16


class Ungzipped(io.RawIOBase):
    """The bytes inside a gzip stream.  Reading raises ``PackedTooTightly`` and ``Malformed``."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        super().__init__()
        self.name = name
        self._stream = stream
        self._limits = Settings()
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._left = b""
        self._read = 0
        self._made = 0
        self._is_done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]
        """Fill a buffer; 0 at the end."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while not self._is_done:
            if not self._left and not self._member.eof:
                self._left = self._stream.read(_CHUNK)
                self._read += len(self._left)
                if not self._left:
                    raise Malformed(self.name, "gzip", "it breaks off")
            try:
                data = self._member.decompress(self._left, size)
            except zlib.error as error:
                raise Malformed(self.name, "gzip", str(error)) from error
            self._left = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            self._made += len(data)
            if self._made > self._limits.unpack_free + self._read * self._limits.unpack_ratio:
                raise PackedTooTightly(self.name, self._limits.unpack_ratio)
            if self._member.eof:
                self._begin_next()
            if data:
                return data
        return b""

    def _begin_next(self) -> None:
        """Go on to the next member; what follows the last one and is none is left alone, as gzip itself does."""
        if len(self._left) < len(GZIP):
            more = self._stream.read(_CHUNK)
            self._read += len(more)
            self._left += more
        if self._left.startswith(GZIP):
            self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        else:
            self._is_done = True


def ungzip(stream: BinaryIO, name: str) -> io.BufferedReader:
    """A gzip stream as the stream inside it."""
    return io.BufferedReader(Ungzipped(stream, name), _CHUNK)


def inflate(data: bytes, name: str, limit: int) -> bytes:
    """The bytes of a packed HTTP body (gzip, zlib or bare DEFLATE), never more than one beyond ``limit``.

    Raises ``Malformed``.
    """
    reason = "no data"
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(data, limit + 1)
        except zlib.error as error:
            reason = str(error)
    raise Malformed(name, "gzip", reason)
