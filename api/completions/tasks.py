"""Tasks that chat front ends set beside the conversation, such as a title for it: recognised, and answered emptily.

They are written for language models and come as messages like a person's. None is ever taken for a question. Each is
told by how the front end's own wording begins, as found in its source, so that a question which speaks of tasks or
titles stays one.
"""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from api.completions.wanted import Message

HEADED = "### Task:"
"""How Open WebUI's tasks begin, except a few."""

SECTIONS = re.compile(r"<chat_history>|^#+ \**(?:Output|Chat History|Messages Being Compacted)", re.MULTILINE)  # fmt: skip
"""What its tasks have besides, and no question that merely begins like one."""

BEGINS, CONTEXT = "<context>", "</context>"
"""Around what Open WebUI puts before a question when files or search results are beside it: a question, no task."""

HISTORY = re.compile(
    r"<chat_history>|^### (?:Chat History|Previous Summary|Messages Being Compacted)", re.MULTILINE
)
"""Where a task quotes the conversation."""

KEY = re.compile(r'\{\s*"(\w{1,40})"\s*:\s*(\[|")')
"""The JSON that a task asks for: an object with one list or text."""


class Task(NamedTuple):
    """A task of a front end.

    Attributes:
        begins: the message, without what stands before its first word.
        empty: the answer to it.
    """

    begins: str
    empty: str = ""


BY_USER = (
    # Open WebUI
    Task("Your task is to reflect the speaker's likely facial expression"),
    Task("You have been provided with a set of responses from various models"),
    # LibreChat
    Task("Provide a concise, 5-word-or-less title for the conversation"),
    Task("Analyze this conversation and provide:\n1. The detected language", '{"language": "", "title": ""}'),
    Task("Write a concise title for this conversation in the detected language", '{"title": ""}'),
    Task("Please generate a concise title (max 40 characters) for a conversation that starts with"),
    # NextChat
    Task("Please generate a four to five word title summarizing our conversation"),
    # Chatbox
    Task("Based on the chat history, give this conversation a name"),
    Task("Based on the chat history, give this conversation a title"),
    # Zed
    Task("Generate a concise 3-7 word title for this conversation"),
    # Continue
    Task("Given the following... please reply with a title for the chat"),
)  # fmt: skip

BY_SYSTEM = (
    # NextChat
    Task("Summarize the discussion briefly in 200 words or less"),
    # Cherry Studio
    Task("You are an assistant skilled in conversation. You need to summarize the user's conversation"),
    # LobeChat
    Task("You are a professional conversation summarizer. Generate a concise title"),
    # Hugging Face chat-ui
    Task("You are a chat thread titling assistant"),
    # big-AGI
    Task("You are an AI conversation titles assistant"),
    # goose
    Task("Generate a short title (four words or less)"),
)  # fmt: skip

TOOLS = "Available Tools:"
"""How Open WebUI asks a model, in a system message, which tools to call; the answer is none."""


def empty_answer(messages: Sequence[Message]) -> str | None:
    """The empty answer to a front end's task, in the form that it asks for; None where it is none."""
    asked = [message for message in messages if message.role == "user"]
    if asked and (found := by_user(asked[-1].text)) is not None:
        return found
    for message in messages:
        if message.role in ("system", "developer"):
            text = message.text.strip()
            if text.startswith(TOOLS) and '"tool_calls"' in text:
                return '{"tool_calls": []}'
            if (found := _listed(text, BY_SYSTEM)) is not None:
                return found
    return None


def by_user(text: str) -> str | None:
    """The same for one message of a user."""
    text = text.strip()
    if not text.startswith(HEADED):
        return _listed(text, BY_USER)
    if beside(text) or not SECTIONS.search(text):
        return None
    return _emptied(text)


def beside(text: str) -> bool:
    """Whether files or search results stand before a question.

    A task may quote a conversation in which the marks around them are spoken of; there the conversation begins first.
    """
    before = text.partition(BEGINS)[0]
    return text.lstrip().startswith(HEADED) and CONTEXT in text and not HISTORY.search(before)


def _listed(text: str, tasks: Sequence[Task]) -> str | None:
    return next((task.empty for task in tasks if text.startswith(task.begins)), None)


def _emptied(text: str) -> str:
    """The JSON object that a task shows as its output, with nothing in it; no text where it shows none."""
    shown = KEY.search(HISTORY.split(text, maxsplit=1)[0])
    return json.dumps({shown[1]: [] if shown[2] == "[" else ""}) if shown else ""
