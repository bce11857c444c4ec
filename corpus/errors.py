"""Everything that can go wrong, as one tree; each message says what happened and what to do next.

CitygraftError
├── BadQuestion            the question is empty, or longer than the limit
├── BadLimit               k, or another number, is out of its range
├── UnknownCity            no city of that name; carries the nearest names
│   └── AmbiguousCity      several cities of that name; carries them all
├── BadValue               a value of a city's profile is out of range or of the wrong kind
├── UnknownPractice        no practice, or several, of that name; carries the nearest
├── UnknownCase            no case study of that id
├── UnknownDocument        no document of that id
├── UnknownNetwork         no network of that id
├── BadCase                a case study file breaks the form
├── BadCollection          an evaluation folder is not in BEIR's form
├── BadRun                 a run file cannot be read, or two cannot be compared
├── BadFeedback            feedback, or a decision on it, is not of the form
├── UnknownFeedback        no feedback of that id
├── FeedbackFull           as much feedback is kept as is allowed
├── BadShortlist           what is kept, or its note, is not of the form, or cannot be compared
├── ShortlistFull          as much is kept as is allowed
├── BadAccount             an account, password, key or collection is not of the form, or may not be so
├── UnknownAccount         no account, key or collection of that name
├── BadEntry               a practice or network that people write is not of the form, or may not go there; carries the faults
├── UnknownEntry           no practice or network on its way of that id
├── BadSetting             a CITYGRAFT_* variable has a value that cannot be used
├── UnreadableFile         a file cannot be taken in
│   ├── EmptyFile          it holds no bytes, or no text
│   ├── UnknownKind        no reader for its kind
│   ├── WrongKind          its content is not what its name says
│   ├── TooLarge           it is over a limit, as it is or once unpacked
│   ├── PasswordProtected  it opens only with a password
│   ├── ReadingFailed      reading it took too long or too much memory, or broke the reader
│   └── Unreachable        a web address that cannot be fetched
│       └── AddressRefused     it is not one that may be fetched: not http(s), or of a private network
├── Cancelled              a person stopped it
├── UnknownJob             no job of that id
├── BadDraft               a draft breaks the form, or may not go to that state
├── UnknownDraft           no draft of that id
├── StoreError             the data folder cannot be used
│   ├── StoreBusy          another process is writing
│   └── StoreNewer         a newer version of Citygraft wrote it
├── IndexUnusable          the search index cannot be used as it is
│   ├── IndexDamaged       a file is missing or differs from its checksum
│   ├── IndexOutdated      another version of Citygraft made it
│   └── ModelChanged       it was made with another model
└── ModelMissing           the language model cannot be loaded
"""


class CitygraftError(Exception):
    """Base of all errors of this project; `str(error)` is a sentence for the person."""


class BadQuestion(CitygraftError):
    """The question is empty, or longer than the limit."""


class BadLimit(CitygraftError):
    """A number such as k is out of its range."""


class UnknownCity(CitygraftError):
    """No city of that name.

    Attributes:
        nearest: labels of the nearest known cities, best first (may be empty).
    """

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class AmbiguousCity(UnknownCity):
    """Several cities have that name; `nearest` has their labels, the largest first."""


class BadValue(CitygraftError):
    """A value of a city's profile is out of range, of the wrong kind, or contradicts another."""


class UnknownPractice(CitygraftError):
    """No practice of that name, or more than one.

    Attributes:
        nearest: names of the nearest practices, best first (may be empty).
    """

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class UnknownCase(CitygraftError):
    """No case study of that id."""


class UnknownDocument(CitygraftError):
    """No document of that id."""


class UnknownNetwork(CitygraftError):
    """No network of that id."""


class BadCase(CitygraftError):
    """A case study file breaks the form.

    Attributes:
        faults: one sentence for each fault.
    """

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class BadCollection(CitygraftError):
    """An evaluation folder is not in BEIR's form."""


class BadRun(CitygraftError):
    """A run file cannot be read, or two cannot be compared."""


class BadFeedback(CitygraftError):
    """Feedback, or a decision on it, is not of the form."""


class UnknownFeedback(CitygraftError):
    """No feedback of that id."""


class FeedbackFull(CitygraftError):
    """As much feedback is kept as is allowed; the message says how to make room."""


class BadShortlist(CitygraftError):
    """What is to be kept, or its note, is not of the form, or cannot be compared."""


class ShortlistFull(CitygraftError):
    """As much is kept on shortlists as is allowed; the message says how to make room."""


class BadAccount(CitygraftError):
    """An account, password, key or collection is not of the form, or may not be changed so."""


class UnknownAccount(CitygraftError):
    """No account, key or collection of that name."""


class BadEntry(CitygraftError):
    """A practice or network that people write is not of the form, or may not go where it should.

    Attributes:
        faults: a sentence for each.
    """

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class UnknownEntry(CitygraftError):
    """No practice or network on its way of that id."""


class BadSetting(CitygraftError):
    """A CITYGRAFT_* variable has a value that cannot be used."""


class UnreadableFile(CitygraftError):
    """A file cannot be taken in."""


class EmptyFile(UnreadableFile):
    """The file holds no bytes, or no text."""


class UnknownKind(UnreadableFile):
    """There is no reader for this kind of file."""


class WrongKind(UnreadableFile):
    """The content is not what the name says."""


class TooLarge(UnreadableFile):
    """The file is over a limit, as it is or once it is unpacked."""


class PasswordProtected(UnreadableFile):
    """The file opens only with a password."""


class ReadingFailed(UnreadableFile):
    """Reading the file took too long or too much memory, or broke the reader."""


class Unreachable(UnreadableFile):
    """A web address that cannot be fetched."""


class AddressRefused(Unreachable):
    """A web address that may not be fetched: it is not http(s), or leads into a private network."""


class Cancelled(CitygraftError):
    """A person stopped it."""


class UnknownJob(CitygraftError):
    """No job of that id."""


class BadDraft(CitygraftError):
    """A draft breaks the form, or may not go to that state.

    Attributes:
        faults: one sentence for each fault.
    """

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class UnknownDraft(CitygraftError):
    """No draft of that id."""


class StoreError(CitygraftError):
    """The data folder cannot be used."""


class StoreBusy(StoreError):
    """Another process is writing to the data folder."""


class StoreNewer(StoreError):
    """A newer version of Citygraft wrote the data folder."""


class IndexUnusable(CitygraftError):
    """The search index cannot be used as it is; the message names the command that mends it."""


class IndexDamaged(IndexUnusable):
    """A file of the index is missing or differs from its checksum."""


class IndexOutdated(IndexUnusable):
    """Another version of Citygraft made the index; it is made anew from the store."""


class ModelChanged(IndexUnusable):
    """The index was made with another model than the settings name."""


class ModelMissing(CitygraftError):
    """The language model cannot be loaded."""
