"""Where in a case study each thing that is asked stands, and by which words it is known elsewhere."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from api.chat.moves import Aspect


class Cue(NamedTuple):
    """Where and how an aspect is told.

    Attributes:
        name: what is asked about, as it is told back.
        sections: of a case study, in which all of it stands; none where it may stand in any.
        words: what is searched for in other documents.
        cue: what a sentence that tells it has in it, in four languages.
        most: quotes that are shown.
    """

    name: str
    sections: tuple[str, ...]
    words: str
    cue: re.Pattern[str]
    most: int = 3


def _cue(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


_MONEY = (
    r"costs?\b|costed|costing|budget|prices?\b|usd\b|eur\b|dollars?|euros?\b|million|billion|millones|milh[õo]es|spent|coût|custo|costo|coste"
    r"|presupuesto|orçamento)|(?:[$€£¥]|US\$|R\$"
)
_PAID = (
    r"paid\b|pays?\b|fund(?:s|ed|ing)?\b|financ|loans?\b|grants?\b|subsid|donors?\b|tax(?:es)?\b|borrow|invest"
    r"|pag[oóa]|financi|préstamo|empréstimo|prêt\b|subvention"
)

CUES: Mapping[Aspect, Cue] = {
    Aspect.COST: Cue("cost", ("Cost and who paid",), "cost price budget million spent", _cue(_MONEY)),
    Aspect.PAYER: Cue("who paid", ("Cost and who paid",), "who paid funded financed loan grant donor", _cue(_PAID)),
    Aspect.TIME: Cue(
        "when, and for how long", ("What was done", "How it was done", "Results"), "year started opened completed duration months",
        _cue(r"(?:19|20)\d\d\b|\d+ (?:years?|months?|weeks?)|(?:two|three|four|five|six|seven|eight|nine|ten) (?:years?|months?)|años?|anos?\b|meses|mois\b"),
    ),
    Aspect.RESULTS: Cue(
        "results", ("Results",), "results outcome achieved reduced increased measured",
        _cue(r"results?|reduc|increas|decreas|fell\b|rose\b|per ?cent|%|achiev|improv|reach|resultado|résultat|disminu|diminu|aument"),
    ),
    Aspect.WRONG: Cue(
        "what went wrong", ("What went wrong",), "problems failed delay obstacle criticism risk went wrong",
        _cue(r"fail|problem|delay|obstacle|difficult|critici|risks?\b|barrier|lack|weak|wrong|challenge|conflict|fracas|falh|échec|retard|demora|atras"),
    ),
    Aspect.PUBLIC: Cue(
        "what people said of it", (), "residents public opposition protest support consulted politicians",
        _cue(r"oppos|protest|resist|complain|critici|reject|resident|citizen|neighbo|public (?:opinion|support|debate|consult|accept)|politic|support|accept|survey|referend|consult|satisf|oposi|protesta|apoy|apoio|vecin|morador|habitant|riverain"),
    ),
    Aspect.LESSONS: Cue(
        "lessons", ("Lessons",), "lessons learned recommendation should",
        _cue(r"lessons?|learn|recommend|should\b|lecci|aprend|lição|lições|leçon|recomend"), 4,
    ),
    Aspect.NEEDS: Cue(
        "what it depends on", ("Conditions",), "requires depends on condition prerequisite needs",
        _cue(r"requir|depend|conditions?\b|prerequisite|needs?\b|necessary|must\b|necesit|precis|condici|condiç|exige"), 4,
    ),
    Aspect.BEFORE: Cue(
        "the situation before", ("Situation before",), "situation before problem background context",
        _cue(r"before|previous|problem|background|situation|context|antes|avant|contexto"), 2,
    ),
    Aspect.DONE: Cue(
        "what was done and how", ("What was done", "How it was done"), "implemented built organised measures project team",
        _cue(r"implement|built|build|organi[sz]|install|launch|introduc|establish|plant|led by|responsible|construi|realiz|réalis"), 4,
    ),
    Aspect.COPYING: Cue(
        "what others should know before copying it", ("What others should know before copying",), "recommendation others should before copying replicate",
        _cue(r"recommend|replicat|copy|others|should\b|transfer|recomend|recommand"),
    ),
    Aspect.ASK: Cue(
        "who carried it out", ("How it was done",), "responsible agency led by contact department",
        _cue(r"led\b|agency|department|responsible|contact|ministry|council|company|authority|team|secretar|agence|municip|association"), 2,
    ),
}  # fmt: skip
"""By aspect; ALL, SOURCES and WORDS have none."""

BRIEF = (Aspect.DONE, Aspect.RESULTS, Aspect.COST, Aspect.WRONG)
"""What is told of an item of which all is asked: the first quote of each."""
