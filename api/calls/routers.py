"""The routers of the API, all of them."""

from api.calls import (
    accounts,
    case_exports,
    chats,
    cities,
    city_names,
    documents,
    drafts,
    entries,
    feedback,
    jobs,
    knowledge,
    originals,
    search,
    shortlist,
    transplant_exports,
    v1,
)

ROUTERS = (
    v1.router,
    knowledge.router,
    search.router,
    documents.router,
    originals.router,
    jobs.router,
    drafts.router,
    entries.router,
    feedback.router,
    city_names.router,
    cities.router,
    accounts.router,
    chats.router,
    shortlist.router,
    transplant_exports.router,
    case_exports.router,
)
