"""The tools, in the order in which they are listed."""

from api.mcp.ask import ASK
from api.mcp.fetch import FETCH
from api.mcp.peers import PEERS
from api.mcp.profile import CITY_PROFILE
from api.mcp.search import SEARCH
from api.mcp.tool import Tool
from api.mcp.transplant import TRANSPLANT

TOOLS: tuple[Tool, ...] = (ASK, SEARCH, FETCH, TRANSPLANT, PEERS, CITY_PROFILE)
BY_NAME = {tool.name: tool for tool in TOOLS}
