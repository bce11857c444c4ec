"""The routers of other protocols, all of them: what chat front ends and tool servers call."""

from fastapi import APIRouter

from api.completions.routes import router as completions

ROUTERS: tuple[APIRouter, ...] = (completions,)
