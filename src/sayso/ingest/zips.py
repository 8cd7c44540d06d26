"""ZIP archives, opened with care: limits on members, sizes and proportion; names are labels, never paths.

Nothing is ever written to disk, so that a member called ``../../etc/passwd`` is a member like any other.  What a
member says of its size is not believed: its bytes are counted as they come.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

from sayso.errors import Locked, Malformed, PackedTooTightly, TooLarge, TooMany
from sayso.settings import Settings

ZIP = b"PK\x03\x04"
_ENCRYPTED = 0x1
# Python unpacks the others (bzip2, LZMA) by whole blocks, which can be gigabytes.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 16


@dataclass(slots=True)
class Zip:
    """An open archive; ``name`` is how errors call it."""

    archive: zipfile.ZipFile
    name: str
    limits: Settings = field(default_factory=Settings)
    _unpacked: int = 0

    def members(self) -> list[zipfile.ZipInfo]:
        """The files in it, in their order.  Raises ``TooMany``."""
        found = [info for info in self.archive.infolist() if info.filename and not info.is_dir()]
        if len(found) > self.limits.member_limit:
            raise TooMany(self.name, "files", self.limits.member_limit)
        return found

    def has(self, member: str) -> bool:
        """Whether there is a file of this name."""
        return member in self.archive.NameToInfo

    def read(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        """The bytes of a member.

        Raises ``TooLarge``, ``PackedTooTightly``, ``Locked`` and ``Malformed``, all naming the member.
        """
        name = f"{self.name}/{shown(info.filename)}"
        if info.flag_bits & _ENCRYPTED:
            raise Locked(name)
        if info.compress_type not in _METHODS:
            raise Malformed(name, "ZIP", "packed in a rare way; stored and deflated files are read")
        if info.file_size > limit:
            raise TooLarge(name, info.file_size, limit)
        data = bytearray()
        try:
            with self.archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    data += chunk
                    self._unpacked += len(chunk)
                    if len(data) > limit:
                        raise TooLarge(name, None, limit)
                    if len(data) > self.limits.unpack_free + info.compress_size * self.limits.unpack_ratio:
                        raise PackedTooTightly(name, self.limits.unpack_ratio)
                    if self._unpacked > self.limits.unpacked_limit:
                        raise TooLarge(self.name, None, self.limits.unpacked_limit)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise Malformed(name, "ZIP", str(error) or type(error).__name__) from error
        return bytes(data)


def open_zip(stream: BinaryIO, name: str) -> Zip:
    """An archive on a stream that can seek.  Raises ``Malformed``."""
    try:
        return Zip(zipfile.ZipFile(stream), name)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise Malformed(name, "ZIP", str(error)) from error


def shown(member: str) -> str:
    """The name of a member as a label: without what leads out of the archive."""
    parts = member.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "?"
