"""What POST /retrieval is asked, as Dify and others send it."""

from typing import Annotated, Any

from pydantic import BaseModel, Field, model_validator

from api.retrieval_conditions import Conditions
from assistant.assistant import MAX_K, MAX_QUESTION


class _Sent(BaseModel):
    """What some send as null they do not mean to set."""

    @model_validator(mode="before")
    @classmethod
    def _set(cls, sent: Any) -> Any:
        if not isinstance(sent, dict):
            return sent
        return {name: value for name, value in sent.items() if value is not None}


class Setting(_Sent):
    """How much is wanted."""

    top_k: int = Field(default=5, ge=1, le=MAX_K)
    score_threshold: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0.0


class Query(_Sent):
    """What is asked; what else is sent does not count."""

    knowledge_id: str = Field(max_length=200)
    query: str = Field(max_length=MAX_QUESTION)
    retrieval_setting: Setting = Setting()
    metadata_condition: Conditions | None = None
