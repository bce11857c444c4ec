"""Which section of a case study the headings of a document speak of, in English, Spanish, Portuguese and French."""

import re
from collections.abc import Iterable, Mapping

from ingest.drafting.sentences import Sentence

_I = re.IGNORECASE

HEADINGS: dict[str, re.Pattern[str]] = {
    "cost-and-who-paid": re.compile(
        r"\b(?:costs?|spending|money|financ\w+|fund(?:s|ing|ed)?|budgets?|expenditures?|resources|investments?|(?:who |and )pa(?:id|ys)|"
        r"costos?|costes?|custos?|coûts?|dinero|dinheiro|argent|presupuestos?|orçamentos?|gastos?|despesas?|inversi[oó]n(?:es)?|investimentos?|investissements?|recursos)\b", _I),
    "what-others-should-know-before-copying": re.compile(
        r"\b(?:lessons?|recommend\w*|advice|transferab\w+|replica\w+|scal(?:ing|e)[ -]up|other (?:cit(?:y|ies)|towns?)|others (?:can|should)|should others|another city|tell (?:an)?others?|"
        r"what (?:we|you|others)(?: \w+)? learn\w*|success factors?|takeaways?|conclusions?|looking ahead|next time|transfer|if you (?:do|copy|try)|"
        r"lecci[oó]n(?:es)?|aprendizajes?|aprendizados?|li[cç](?:ão|ões)|leçons?|enseignements?|recomendaci[oó]n(?:es)?|recomenda[cç](?:ão|ões)|recommandations?|r[eé]plica\w*|"
        r"transferibilidad\w*|transf[eé]rabilité|conseils?|consejos?|conselhos?|conclus[aã]o|conclusi[oó]n|otras ciudades|outras cidades|autres villes)\b", _I),
    "what-went-wrong": re.compile(
        r"\b(?:difficult\w*|wrong|challenges? (?:faced|met|encountered)|barriers?|obstacles?|fail\w*|not (?:go|work) (?:\w+ )?well|did not|limitations?|setbacks?|criticisms?|opposition|"
        r"problems? (?:met|faced|encountered)|shortcomings|constraints?|trouble|weak(?:nesses| points| spots)|what was (?:hard|difficult)|risks|resistance|"
        r"dificultad(?:es)?|dificuldades?|difficultés?|obst[aá]culos?|barreras?|barreiras?|fracasos?|échecs?|limites|l[ií]mites|limitaciones|limitações|tropiezos|críticas?|critiques)\b", _I),
    "results": re.compile(
        r"\b(?:results?|effects?|impacts?|achiev\w+|outcomes?|benefits?|performance|what changed|findings|what we (?:found|achieved|measured)|success(?:es)?|evidence|"
        r"resultados?|résultats?|efectos?|efeitos?|effets?|impactos?|logros?|conquistas?|beneficios?|benefícios?|bénéfices|réalisations)\b", _I),
    "situation-before": re.compile(
        r"\b(?:background|context|before|situation|starting point|why|the (?:problem|challenge|need)|problem statement|baseline|need for|motivation|rationale|at a glance|"
        r"antecedentes?|contexto|contexte|situaci[oó]n|situação|el problema|o problema|le problème|le défi|diagn[oó]stico|diagnostic|justificaci[oó]n|justificativa|por qu[eé]|pourquoi)\b", _I),
    "how-it-was-done": re.compile(
        r"\b(?:process|organi[sz](?:ation|ed)|governance|implement\w+|steps?|decisions?|decided|institution\w*|partners?\w*|stakeholders?|legal|law|participation|timeline|delivery|management|how (?:it|we)|who (?:took part|did|was involved|decided)|"
        r"proceso|processo|processus|gobernanza|governan[cç]a|gouvernance|implementaci[oó]n|implementa[cç]ão|implantação|mise en (?:œuvre|oeuvre)|execu[cç]ão|ejecuci[oó]n|participaci[oó]n|c[oó]mo se hizo|organizaci[oó]n|organização)\b", _I),
    "what-was-done": re.compile(
        r"\b(?:(?:the )?(?:scheme|project|programme|program|solution|intervention|initiative|measures?|innovation|design)|what (?:was|we|you|they|did you|did they|the \w+) (?:built|build|did|do|done|introduced?)|description|"
        r"activities|actions?|approach|response|spotlight|works|"
        r"(?:lo )?qu[eé] se hizo|o que (?:foi|se) (?:feito|fez)|ce qui a été fait|(?:el|le|o) (?:proyecto|projet|projeto)|programa|intervenci[oó]n|intervenção|soluci[oó]n|solução|actividades|atividades|activités|enfoque|acciones|ações|démarche)\b", _I),
}  # fmt: skip
"""The first that fits counts: a heading on costs is on costs whatever else it says."""

_TROUBLES = re.compile(
    r"\b(?:problems?|challenges|issues|problemas?|problèmes|desaf[ií]os|retos|défis)\b", _I
)
"""Told before the work these are what it was for, and after it what went wrong."""

OPENERS: dict[str, re.Pattern[str]] = {
    "what-went-wrong": re.compile(
        r"\b(?:not (?:everything|all) (?:went|was|has|had|worked)|(?:were|had|met|ran into|not without|also) (?:\w+ ){0,3}(?:problems|difficulties|setbacks|troubles?|critics|failures)|"
        r"what (?:went|did not|didn['’]t) \w+|went wrong|(?:did not|didn['’]t) go (?:well|to plan|as planned)|mistakes were)\b", _I),
    "what-others-should-know-before-copying": re.compile(
        r"\b(?:what (?:would|can|could|should|do|did|has|have) \b.{0,50}\b(?:others?|tell|advise|advice|learn\w*|differently|teach|taught)|lessons? (?:are|is|were|for|from|of|learn\w+)|"
        r"(?:asked|advice|advises) (?:\w+ ){0,6}(?:other|others|do differently|elsewhere))\b", _I),
    "results": re.compile(
        r"\b(?:did it work|has it worked|does it work|(?:the|early|first) results|what (?:has |have )?changed|(?:the )?(?:numbers|figures) (?:are|speak|tell))\b", _I),
}  # fmt: skip
"""A short sentence that opens a paragraph and says what the rest of it is about, where no heading does."""

LONGEST_OPENER = 100

_WORK = frozenset(["what-was-done", "how-it-was-done", "cost-and-who-paid", "results"])


def headed(held: Iterable[Sentence]) -> Mapping[int, str]:
    """The section that the nearest telling heading above each sentence speaks of, by the sentence's number.

    Args:
        held: in reading order; sentences under headings that tell nothing are left out.
    """
    found: dict[int, str] = {}
    seen: dict[str, str] = {}
    opened = ""
    for sentence in held:
        heading = sentence.heading
        if heading not in seen:
            seen[heading] = _section(heading, done=not _WORK.isdisjoint(seen.values()))
        if sentence.opens:
            opened = _opened(sentence)
        if section := seen[heading] or opened:
            found[sentence.number] = section
    return found


def _opened(sentence: Sentence) -> str:
    if len(sentence.text) > LONGEST_OPENER:
        return ""
    return next((key for key, words in OPENERS.items() if words.search(sentence.text)), "")


def _section(path: str, *, done: bool) -> str:
    for heading in reversed(path.split(" › ")):
        fits = next((key for key, words in HEADINGS.items() if words.search(heading)), "")
        if fits not in ("", "what-was-done"):
            return fits
        if _TROUBLES.search(heading):
            return "what-went-wrong" if done else "situation-before"
        if fits:
            return fits
    return ""
