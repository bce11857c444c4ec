"""The command `citygraft mcp`. Heavy imports wait until it is called."""

from api.commands.console import say, settings


def mcp() -> None:
    """Answer a chat tool or editor that speaks MCP, over standard input and output. See docs/mcp.md."""
    from api.mcp.stdio import serve
    from assistant.assistant import Assistant

    chosen = settings()

    def load() -> Assistant:
        from assistant.wiring import assistant

        return assistant(chosen, say)

    serve(load, chosen.base)
