"""What the bot wants to be told of its rooms; all else could only confuse it."""

KINDS = (
    "m.room.message",
    "m.room.encrypted",
    "m.reaction",
    "m.room.member",
    "m.room.encryption",
    "m.room.tombstone",
)
"""Events that the bot is sent."""

NOTHING: dict[str, list[str]] = {"types": []}

FILTER = {
    "presence": NOTHING,
    "account_data": NOTHING,
    "room": {
        "account_data": NOTHING,
        "ephemeral": NOTHING,
        "state": {"types": ["m.room.member", "m.room.encryption"]},
        "timeline": {"types": KINDS, "limit": 50},
    },
}
"""The filter of a sync."""
