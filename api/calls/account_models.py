"""What the API tells of accounts, keys, collections and the log."""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from api.access import account, collections, deeds, keys
from api.access.account import MAX_NAME
from api.access.roles import Role
from corpus.collection import Visibility

MOMENT = Field(description="UTC, ISO 8601", examples=["2026-11-28T22:55:00+00:00"])
NAME = Field(description=f"1 to {MAX_NAME} characters", examples=["Ama Mensah"])


class Given(BaseModel):
    """What is sent: nothing beside what is named."""

    model_config = ConfigDict(extra="forbid")


class AccountShown(BaseModel):
    """An account."""

    name: str = NAME
    role: Role = Field(examples=["facilitator"])
    disabled: bool = Field(description="Whether it is shut out")
    created: str = MOMENT

    @classmethod
    def of(cls, held: account.Account) -> "AccountShown":
        """An account as the API tells it."""
        return cls(
            name=held.name, role=held.role, disabled=held.disabled, created=iso(held.created)
        )


class AccountList(BaseModel):
    """Some accounts by name, and how many there are."""

    total: int
    offset: int
    accounts: list[AccountShown]


class NewAccount(Given):
    """An account to be made."""

    name: str = NAME
    role: Role = Field(Role.READER, examples=["reader"])


class FirstPassword(BaseModel):
    """A password for the first time."""

    name: str = NAME
    password: str = Field(description="Told this once; it has to be changed when it is used")


class AccountChange(Given):
    """What is to be changed; what is left out stays."""

    role: Role | None = None
    disabled: bool | None = None


class KeyShown(BaseModel):
    """An API key without what opens."""

    id: int = Field(examples=[3])
    name: str = Field(examples=["our chat"])
    scope: str = Field(examples=["read"])
    created: str = MOMENT
    used: str | None = Field(description="When it was last used, to the minute")
    revoked: str | None

    @classmethod
    def of(cls, held: keys.Key) -> "KeyShown":
        """A key as the API tells it."""
        return cls(
            id=held.key_id, name=held.name, scope=held.scope, created=iso(held.created),
            used=iso(held.used) if held.used else None, revoked=iso(held.revoked) if held.revoked else None,
        )  # fmt: skip


class NewKey(Given):
    """A key to be made."""

    name: str = Field(description="What it is for", examples=["our chat"])
    scope: str = Field("read", description="read, edit or admin", examples=["read"])


class KeyMade(KeyShown):
    """A key with what opens."""

    key: str = Field(description="Told this once; send it as 'Authorization: Bearer …'")


class CollectionShown(BaseModel):
    """A collection as the viewer stands to it."""

    id: str = Field(examples=["your_documents"])
    visibility: Visibility = Field(examples=["members"])
    may_see: bool
    may_write: bool


class NewCollection(Given):
    """A collection to be made."""

    id: str = Field(
        description="Lower-case letters, digits, '-' and '_'", examples=["harbour-plans"]
    )
    visibility: Visibility = Field(Visibility.PRIVATE, examples=["private"])


class CollectionChange(Given):
    """Who is to see a collection."""

    visibility: Visibility = Field(examples=["members"])


class DeedShown(BaseModel):
    """A line of the log."""

    number: int
    when: str = MOMENT
    who: str = Field(description="Empty for a visitor")
    deed: str = Field(examples=["signed in"])
    about: str
    address: str
    request_id: str

    @classmethod
    def of(cls, held: deeds.Deed) -> "DeedShown":
        """A line as the API tells it."""
        return cls(**{key: value for key, value in held._asdict().items() if key != "collection"})


class DeedList(BaseModel):
    """Some lines of the log, newest first, and how many there are."""

    total: int
    offset: int
    deeds: list[DeedShown]


class Me(BaseModel):
    """Who sends the request, as the server sees it."""

    name: str = Field(description="Empty for a visitor")
    role: Role
    single: bool = Field(
        description="Whether nobody signs in, as one person at one machine uses it"
    )
    by_key: bool = Field(description="Whether an API key was sent")
    collections: list[CollectionShown]


def collection_shown(held: collections.Collection, *, seen: bool, writes: bool) -> CollectionShown:
    """A collection as the API tells it."""
    return CollectionShown(
        id=held.collection_id, visibility=held.visibility, may_see=seen, may_write=writes
    )


def iso(seconds: int) -> str:
    """Seconds since 1970 in UTC, ISO 8601."""
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).isoformat()
