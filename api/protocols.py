"""The routers of other protocols, all of them: what chat front ends and tool servers call."""

from fastapi import APIRouter

from api.completions.routes import router as completions
from api.mcp.http import router as mcp
from api.retrieval import router as retrieval
from api.tools import router as tools

ROUTERS: tuple[APIRouter, ...] = (completions, mcp, retrieval, tools)
