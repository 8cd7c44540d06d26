"""Everything that Sayso refuses, as one tree.

Each message is one line: it names the value, what was allowed and the way out.  Each branch has an exit
code of its own (usage errors, code 2, are the command line's; 7 says that some reports of a batch failed;
1 is a defect of Sayso itself)::

    SaysoError                       1
    ├── InputError                   3   what was given cannot be read
    │   ├── NotFound                     no such file
    │   ├── Unreadable                   the file is there and cannot be opened
    │   ├── Unwritable                   the page cannot be written there
    │   ├── NoReports                    a folder without .txt and .html
    │   ├── EmptyText                    nothing to read in it
    │   ├── BinaryInput                  not a text
    │   ├── NotUtf8                      a text in another encoding
    │   ├── TooLarge                     beyond the limit of size
    │   ├── BadDate                      --published that is no date
    │   ├── BadRecord                    one record of many cannot be used
    │   ├── BadSetting                   a file of settings with a key or value that is none
    │   ├── Malformed                    a file that breaks the rules of its format
    │   ├── UnsafeXml                    XML that declares entities
    │   ├── PackedTooTightly             an archive that unpacks to far more than it holds
    │   ├── TooMany                      more entries than are read of one file
    │   ├── NoTextLayer                  a PDF of pictures
    │   ├── Locked                       a file that needs a password
    │   └── DocClash                     two reports with one name
    ├── LanguageError                4   the language cannot be served
    │   ├── UnknownLanguage              the text does not let one say which it is
    │   └── UnsupportedLanguage          known by name, not among the supported
    ├── FetchError                   5   an address cannot be fetched
    │   ├── Refused                      no answer, an error as answer, or not http(s)
    │   ├── PrivateAddress               inside the own network
    │   ├── Disallowed                   its host asks robots to leave it alone
    │   ├── PageTooLarge                 beyond the limit of size
    │   └── NotHtml                      an image, an archive, ...
    ├── ModelError                   6   the network cannot be used
    │   ├── DamagedModel                 a file of it is missing or broken
    │   └── DeviceUnavailable            the device asked for is not there
    ├── BatchFailed                  7   some reports of a batch failed
    ├── WorkerDied                   1   the process that read a report died
    ├── LedgerError                  8   the ledger cannot do it
    │   ├── LedgerUnusable               it cannot be opened, or its database fails
    │   ├── NotInLedger                  nothing there by this id, name or address
    │   ├── BadQuery                     a question that cannot be asked
    │   └── NotStorable                  text that no database can hold
    └── ExportError                  9   an export cannot be made, or evidence does not hold
        ├── UnknownFormat                a format that there is not
        ├── NoMarks                      a folder without marks to take back
        ├── MissingExtra                 a package that the format needs is not installed
        ├── NotSealable                  a value that canonical JSON cannot hold
        └── BrokenEvidence               an evidence file that is not as it was sealed
"""

from __future__ import annotations

from collections.abc import Iterable

_REASON_LENGTH = 200


class SaysoError(Exception):
    """Root of all that Sayso refuses; ``exit_code`` is what the command line ends with."""

    exit_code: int = 1


class InputError(SaysoError):
    """What was given cannot be read."""

    exit_code = 3


class NotFound(InputError):
    """There is no such file or folder."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: no such file or folder; give a file, a folder, - or an address")
        self.name = name


class Unreadable(InputError):
    """The file is there and the system does not let us read it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: cannot be opened ({reason}); check its permissions")
        self.name = name


class Unwritable(InputError):
    """What was read cannot be written where it should go."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: cannot be written ({reason}); give another place")
        self.name = name


class NoReports(InputError):
    """A folder holds nothing that is read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: no reports in this folder; .txt and .html are read, in subfolders too")
        self.name = name


class EmptyText(InputError):
    """There is nothing to read."""

    def __init__(self, name: str, what: str = "the text is empty") -> None:
        super().__init__(f"{name}: {what}; give a report with at least one sentence")
        self.name = name


class BinaryInput(InputError):
    """The bytes are not a text."""

    def __init__(self, name: str, what: str = "binary data") -> None:
        super().__init__(f"{name}: {what}, not text; give plain text in UTF-8 or HTML")
        self.name = name


class NotUtf8(InputError):
    """The text is not UTF-8; ``offset`` is the first byte that is not."""

    def __init__(self, name: str, offset: int, byte: int | None = None) -> None:
        value = "" if byte is None else f" (0x{byte:02x})"
        super().__init__(f"{name}: not UTF-8 at byte {offset}{value}; convert it, e.g. with iconv -t UTF-8")
        self.name = name
        self.offset = offset


class TooLarge(InputError):
    """More bytes than are read."""

    def __init__(self, name: str, size: int | None, limit: int) -> None:
        found = "more" if size is None else f"{size:,} bytes"
        super().__init__(f"{name}: {found} where at most {limit:,} bytes are read; split it into reports")
        self.name = name
        self.limit = limit


class BadDate(InputError):
    """A date that was given on purpose and is none."""

    def __init__(self, value: str) -> None:
        super().__init__(f"{value!r} is not a date; give YYYY, YYYY-MM or YYYY-MM-DD, e.g. 2024-11")
        self.value = value


class BadRecord(InputError):
    """One record of a file of many cannot be used; ``place`` is where it stands, such as ``line 3``."""

    def __init__(self, name: str, place: str, what: str, hint: str) -> None:
        super().__init__(f"{name}, {place}: {what}; {hint}")
        self.name = name
        self.place = place


class BadSetting(InputError):
    """A file of settings cannot be used; ``place`` is where: ``line 3``, ``feed 2, pause``."""

    def __init__(self, name: str, place: str, what: str, allowed: str) -> None:
        super().__init__(f"{name}, {place}: {what}; {allowed}")
        self.name = name
        self.place = place


class Malformed(InputError):
    """The bytes begin as a format does and then break its rules."""

    def __init__(self, name: str, form: str, reason: str) -> None:
        told = " ".join(reason.split())[:_REASON_LENGTH]
        super().__init__(f"{name}: not readable as {form} ({told}); save or download it again")
        self.name = name
        self.form = form


class UnsafeXml(InputError):
    """The XML declares entities of its own, which can name other files or grow without end."""

    def __init__(self, name: str, entity: str) -> None:
        told = entity[:_REASON_LENGTH]
        super().__init__(f"{name}: it declares the XML entity {told!r}, none is allowed; write the text out")
        self.name = name


class PackedTooTightly(InputError):
    """What is unpacked grows beyond all proportion, as in an archive made to fill a disk."""

    def __init__(self, name: str, ratio: int) -> None:
        super().__init__(
            f"{name}: it unpacks to more than {ratio} times its size, as no report does; "
            "unpack it yourself if you trust it"
        )
        self.name = name


class TooMany(InputError):
    """More entries than are read of one file."""

    def __init__(self, name: str, what: str, limit: int) -> None:
        super().__init__(
            f"{name}: more than {limit:,} {what}; the first {limit:,} are read, split the rest off"
        )
        self.name = name
        self.limit = limit


class NoTextLayer(InputError):
    """A PDF whose pages are pictures."""

    def __init__(self, name: str, pages: int) -> None:
        super().__init__(
            f"{name}: no text in its {pages} page{'' if pages == 1 else 's'}, only pictures; "
            "recognise the text first, e.g. with ocrmypdf"
        )
        self.name = name


class Locked(InputError):
    """A file that needs a password."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: it needs a password; save it without one")
        self.name = name


class DocClash(InputError):
    """Two inputs would have the same ``doc``."""

    def __init__(self, doc: str, first: str, second: str) -> None:
        super().__init__(f"{first} and {second} are both called {doc!r}; rename one or read them apart")
        self.doc = doc
        self.names = (first, second)


class LanguageError(SaysoError):
    """The language cannot be served."""

    exit_code = 4


class UnknownLanguage(LanguageError):
    """The text does not let one say which language it is in."""

    def __init__(self, supported: Iterable[str]) -> None:
        listed = ", ".join(supported)
        super().__init__(f"the language of the text was not recognised; give --language, one of {listed}")


class UnsupportedLanguage(LanguageError):
    """A language without a folder of its own."""

    def __init__(self, language: str, supported: Iterable[str]) -> None:
        listed = ", ".join(supported)
        super().__init__(f"language {language!r} is not supported; supported are {listed} (see --language)")
        self.language = language


class FetchError(SaysoError):
    """An address cannot be fetched."""

    exit_code = 5


class Refused(FetchError):
    """No answer, or an error as answer, or an address that is not http(s)."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: not fetched, {reason}; save the page and give the file instead")
        self.address = address


class PrivateAddress(FetchError):
    """The host is the own machine or network."""

    def __init__(self, address: str, ip: str) -> None:
        super().__init__(
            f"{address}: {ip} is private or reserved, only public hosts are fetched; "
            "give --allow-private if you mean it"
        )
        self.address = address


class Disallowed(FetchError):
    """The host's robots.txt (RFC 9309) does not let us have it."""

    def __init__(self, address: str, robots: str) -> None:
        super().__init__(f"{address}: {robots} does not allow it; ask the outlet, or save the page yourself")
        self.address = address


class PageTooLarge(FetchError):
    """The page has more bytes than are read."""

    def __init__(self, address: str, limit: int) -> None:
        super().__init__(f"{address}: more than {limit:,} bytes; save the page and give the text of it")
        self.address = address
        self.limit = limit


class NotHtml(FetchError):
    """The answer is neither HTML nor text."""

    def __init__(self, address: str, content_type: str) -> None:
        super().__init__(f"{address}: {content_type or 'no type'}; only HTML and plain text are read")
        self.address = address


class ModelError(SaysoError):
    """The network cannot be used."""

    exit_code = 6


class DamagedModel(ModelError):
    """A file of the shipped network is missing or broken."""

    def __init__(self, file: str, reason: str = "missing or damaged") -> None:
        super().__init__(f"model file {file}: {reason}; install sayso again or correct SAYSO_MODEL")
        self.file = file


class DeviceUnavailable(ModelError):
    """The device that was asked for is not there."""

    def __init__(self, device: str, allowed: Iterable[str] = ("cpu",)) -> None:
        listed = ", ".join(allowed)
        super().__init__(f"device {device!r} is not available here; available: {listed}")
        self.device = device


class BatchFailed(SaysoError):
    """Some reports of a batch failed; the others were read."""

    exit_code = 7

    def __init__(self, failed: int, total: int) -> None:
        rest = "the others were read" if failed < total else "none was read"
        super().__init__(f"{failed} of {total} reports failed; {rest}")
        self.failed = failed
        self.total = total


class WorkerDied(SaysoError):
    """The process that read a report died: out of memory, or killed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: the process that read it died (out of memory?); try it alone with sayso read"
        )
        self.name = name


class LedgerError(SaysoError):
    """The ledger cannot do what was asked."""

    exit_code = 8


class LedgerUnusable(LedgerError):
    """The ledger cannot be opened, or its database fails."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"ledger {place}: {reason}; give another with --ledger or SAYSO_LEDGER")
        self.place = place


class NotInLedger(LedgerError):
    """Nothing in the ledger goes by this id, name or address."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(f"{what!r} is not in this ledger; {hint}")
        self.what = what


class BadQuery(LedgerError):
    """A question that cannot be asked."""

    def __init__(self, what: str, allowed: str) -> None:
        super().__init__(f"{what!r} cannot be asked for; allowed: {allowed}")
        self.what = what


class NotStorable(LedgerError):
    """Text that no database can hold: a lone surrogate is half a character."""

    def __init__(self, name: str, offset: int) -> None:
        super().__init__(
            f"{name}: a lone surrogate at character {offset} is no text; mend the file's encoding"
        )
        self.name = name
        self.offset = offset


class ExportError(SaysoError):
    """An export cannot be made, or evidence does not hold."""

    exit_code = 9


class UnknownFormat(ExportError):
    """A format that there is not."""

    def __init__(self, name: str, allowed: Iterable[str]) -> None:
        super().__init__(f"there is no format {name!r}; give one of {', '.join(allowed)}")
        self.name = name


class NoMarks(ExportError):
    """A folder without marks to take back."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: no .ann files; give a folder of brat's or a JSON export of Label Studio")
        self.name = name


class MissingExtra(ExportError):
    """A package that a format needs is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed, this format needs it; pip install 'sayso[{extra}]'")
        self.package = package


class NotSealable(ExportError):
    """A value that canonical JSON cannot hold: half a character, or a number beyond what all readers agree on."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} cannot be sealed; canonical JSON holds whole characters and exact numbers")
        self.what = what


class BrokenEvidence(ExportError):
    """An evidence file that is not as it was sealed; ``part`` says where."""

    def __init__(self, name: str, part: str, what: str) -> None:
        super().__init__(f"{name}: {part}: {what}; ask for the file anew from whoever sealed it")
        self.name = name
        self.part = part
