"""Roles: what a person may do, each one including those before it."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do.

    VISITOR: has no account; asks what is public. READER: signed in; asks, states what a city is like.
    FACILITATOR: takes in documents, prepares and publishes case studies, decides on feedback.
    ADMIN: also gives accounts, keys and collections, and reads the audit log.
    """

    VISITOR = "visitor"
    READER = "reader"
    FACILITATOR = "facilitator"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether whoever has this role may do what the other one may."""
        order = list(Role)
        return order.index(self) >= order.index(other)
