"""What is asked of the asking city itself, as people write it: what must change there, and which cities are like it."""

import re
from functools import cache

from api.chat.moves import EACH, About, Aspect, Compare, Fits, Move, Peers
from api.chat.placing import is_city, may_be_place, without_article
from api.chat.references import NUMBERED, REFERENCE, number
from api.chat.spelling import bare, unaccented
from api.chat.values import is_region

_OURS = "(?:us|ours|our city|mine|my city|this|this city|ourselves|here)"
_CITIES = "(?:cities|places|towns)"
_PEERS = (
    r"(?:show (?:me )?|list |who are |what are |which are )?(?:my |our |the |your |its )?(?:peers|peer cities|similar cities)",
    rf"(?:which |what |are there (?:any )?|show (?:me )?|any |other )?{_CITIES}(?: that)?(?: are| is| look)? (?:most |more )?(?:like|similar to|comparable to) {_OURS}",
    rf"(?:similar|comparable|like) {_CITIES}", r"who(?: else)? is (?:most )?(?:like|similar to) us", r"who are we (?:most )?like",
    r"(?:que |cuales )?ciudades (?:se parecen a (?:nosotros|la nuestra)|son como (?:nosotros|la nuestra)|parecidas|similares)",
    r"(?:que |quais )?cidades (?:se parecem com a nossa|sao como (?:nos|a nossa)|parecidas|semelhantes)",
    r"(?:quelles )?villes (?:nous ressemblent|sont comme (?:nous|la notre)|semblables|similaires)",
)  # fmt: skip
_PEERS_OF = re.compile(
    rf"(?:(?:which|what) )?(?:{_CITIES}(?: are)? (?:most )?(?:like|similar to)|(?:the )?peers (?:of|for|in)|ciudades (?:como|parecidas a)|cidades (?:como|parecidas com)|villes comme) (?P<city>[^\n?!.;:]{{2,60}}?)\s*[?.!]*",
    re.IGNORECASE,
)
_TOPIC = r"(?: (?:on|for|about|with|sobre|en|em|sur|pour|in) (?P<topic>[a-z][a-z ]{2,40}))?"

_HERE = "(?:here|for us|with us|in (?:our|my|this) (?:city|town|case|place|context)|there|aqui|ici|chez nous|na nossa cidade|en nuestra ciudad|dans notre ville)"
_MUST = "(?:must|should|would(?: have to| need to)?|has to|have to|do we have to|needs to|do we need to|will have to|must we|would we (?:have|need) to)"
_FITS = (
    r"(?:can|could|would|should) <R> be (?:done|copied|used|repeated|replicated|adapted|adopted|built)(?: too)? <H>", r"how (?:would|could|can|should|do) we adapt <R>(?: <H>)?", r"what (?:are|would be) the (?:risks|obstacles|barriers|chances)(?: of <R>)? <H>",
    rf"what {_MUST} (?:change|be changed|adapt|be adapted|be different)(?: (?:in|for|about|with|before) <R>)?(?: (?:to work|works|can work))?(?: <H>)?(?: (?:for|with|in) <R>)?",
    r"what (?:changes|to change|to adapt|needs changing|needs adapting|would be different)(?: <H>)?(?: (?:for|with|in) <R>)?(?: <H>)?",
    r"(?:would|will|could|can|does|might|do you think|is it likely) <R> (?:ever )?(?:work|fit|succeed|function|help|be possible|make sense|suit us)(?: <H>)?",
    r"(?:can|could|should|may) we (?:copy|do|use|try|adopt|take|take over|transplant|repeat|replicate|have) <R>(?: <H>)?(?: too)?",
    r"(?:how )?(?:does|would|do) <R> fit(?: us| our city| <H>)?", r"(?:is|are|was) <R> (?:suitable|possible|realistic|feasible|right|something)(?: for us| <H>)?",
    r"how (?:would|could|can) (?:<R>|we) (?:work|do|make|adapt|look|use)(?: <R>)?(?: work)?(?: <H>)", r"(?:transplant|adapt|fit|transplant sheet)(?: (?:of |for |sheet )?<R>)?(?: <H>)?",
    r"(?:and )?(?:<R> )?(?:here|for us|in our city)", r"what about (?:us|here|our city)",
    r"(?:y )?(?:eso |esto |<R> )?(?:funcionaria|serviria|podria funcionar) (?:<R> )?<H>", r"(?:podemos|podriamos|se puede) (?:copiar|hacer|usar|adaptar)(?:lo)?(?: <R>)?(?: <H>)?", r"que (?:hay que|habria que|tendriamos que|debemos) (?:cambiar|adaptar)(?: <H>)?",
    r"(?:isso |isto |<R> )?(?:funcionaria|daria certo|serviria) (?:<R> )?<H>", r"o que (?:tem (?:que|de)|ter(?:ia|iamos) (?:que|de)|e preciso|precisa(?:mos)?|deve(?:mos)?) (?:mudar|adaptar)(?: <H>)?",
    r"(?:est ce que )?(?:<R> )?(?:marcherait|fonctionnerait|marcherait il|pourrait marcher)(?: <R>)? <H>", r"(?:qu est ce (?:qui|qu il)|que) (?:doit|faut il|faut|devrait|devrions nous|faudrait il|faudrait) (?:changer|adapter)(?: <H>)?",
)  # fmt: skip
_WHAT = r"(?P<what>[^\n?!.;:]{1,30}?)"
_CITY = r"(?P<city>[^\n?!.;:]{2,60}?)(?:,? too|,? as well)?\s*[?.!]*"
_FITS_IN = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"(?:and |so |but )?(?:would|will|could|can|does|might) {_WHAT} (?:work|fit|succeed|function|be (?:done|used|copied))(?: in| for) {_CITY}",
        rf"what (?:must|would have to|would need to|should|has to|needs to|would) (?:change|be different|be changed|be adapted)(?: (?:for|with|in) {_WHAT})?(?: in| for) {_CITY}",
        rf"what would have to be different(?: (?:for|with) {_WHAT})?(?: in| for) {_CITY}",
        rf"how (?:would|could|can|should|do) we adapt {_WHAT} (?:to|for|in) {_CITY}",
        rf"(?:is|would) {_WHAT} (?:be )?(?:realistic|possible|feasible|suitable|right|good) (?:in|for) {_CITY}",
        rf"(?:y |e )?(?:(?P<before>\w+(?: \w+)?) )?(?:funcionaria|serviria|daria certo|podria funcionar|poderia funcionar|funcionaria bem)(?: {_WHAT})?(?: bien| bem)? (?:en|em|no|na|para) {_CITY}",
        rf"(?:que|o que) (?:habria que|hay que|tendria que|teria que|teria de|tem que|e preciso) (?:cambiar|mudar|adaptar) (?:en|em|no|na|para) {_CITY}",
        rf"(?:et )?(?:est[- ]ce que )?(?:(?P<before>\w+(?: \w+)?) )?(?:marcherait|fonctionnerait|pourrait marcher|pourrait fonctionner)(?:[- ]il| aussi)?(?: {_WHAT})? (?:a|en|au|pour) {_CITY}",
        rf"(?:qu['’]est[- ]ce qu['’]il|que) (?:faudrait(?:[- ]il)?|faut(?:[- ]il)?) (?:changer|adapter) (?:a|en|au|pour) {_CITY}",
        rf"(?:and )?{_WHAT} (?:in|for) {_CITY}",
    )
)
"""Over text without accents."""

_EACH_COST = re.compile(
    r"(?:and )?(?:(?:which|what)(?: (?:one|of (?:them|these|those)))?|cual|qual|lequel|laquelle) (?:is|was|were|cost|es|fue|e|foi|est|a ete) (?:the )?(?:el |o |a |la |le )?(?:most |least |mas |mais |menos |plus |moins )?(?:cheap|cheapest|cheaper|expensive|costly|affordable|barat[oa]|car[oa]|chere?|couteu[xs]e?|least|most)"
)
_N = rf"(?P<one>{NUMBERED})(?:,? (?P<more>{NUMBERED}))?,? (?:and|with|to|or|vs|versus|against|y|con|e|com|et|avec|o|ou) (?P<two>{NUMBERED})"
_COMPARE = re.compile(
    rf"(?:(?:can you |could you |please )?(?:compare|compara(?:r)?|comparez?|comparer) )?(?:el |o |le )?{_N}"
    rf"|(?:what (?:is|are)|what s|how do|cual es la|qual e a|quelle est la) (?:the )?(?:differences?|diferencia|diferenca) (?:between|entre) (?:el |o |le )?{_N.replace('P<one>', 'P<one2>').replace('P<more>', 'P<more2>').replace('P<two>', 'P<two2>')}"
    rf"|(?:would|will|could|can) {_N.replace('P<one>', 'P<one3>').replace('P<more>', 'P<more3>').replace('P<two>', 'P<two3>')} (?:work|fit) (?:better )?{_HERE}"
    r"|(?:can you |could you |please )?compare(?: (?:them|these|those|all|all of them|the (?:three|cases|answers|results)|both))?|side by side"
    r"|how do (?:they|these|those) (?:compare|differ)|what (?:is|are) the differences?(?: between (?:them|these|those))?"
    rf"|(?:which|what)(?: (?:one|of (?:them|these|those)))? (?:is|would be|would|fits?|suits?|works?) (?:the )?(?:best|fit us best|most suitable|work best|closest|us best|better)(?: (?:{_HERE}|to us|in your opinion|do you recommend))?|(?:which|what)(?: one)? (?:would|do) you recommend(?: {_HERE})?"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    fits = "|".join(_FITS).replace("<H>", _HERE).replace("<R>", f"(?:{REFERENCE})")
    return re.compile(f"(?:and |so )?(?:{fits})"), re.compile(f"(?:{'|'.join(_PEERS)}){_TOPIC}")


def comparing(text: str, said: str) -> Move | None:
    """Whether a message asks what must change, or for peers.

    Args:
        said: the text, folded.
    """
    fits, peers = _patterns()
    if _EACH_COST.fullmatch(said):
        return About(EACH, Aspect.COST)
    if found := _COMPARE.fullmatch(said):
        return Compare(tuple(n for words in found.groups() if (n := number(words)) > 0))
    if move := _of_place(bare(text)):
        return move
    if fits.fullmatch(said):
        return Fits(number(_reference(said)))
    if found := peers.fullmatch(said):
        return Peers(found["topic"] or "")
    return None


def _of_place(text: str) -> Move | None:
    """The same where another city is named."""
    plain = unaccented(text)
    if (found := _PEERS_OF.fullmatch(plain)) and (city := _city(text, found)):
        return Peers(city=city)
    found = next(filter(None, (one.fullmatch(plain) for one in _FITS_IN)), None)
    city = _city(text, found) if found else ""
    if not found or not city:
        return None
    groups = found.groupdict()
    what = (groups.get("before") or groups.get("what") or "it").lower()
    return Fits(number(what), city) if re.fullmatch(REFERENCE, what) else None


def _city(text: str, found: re.Match[str]) -> str:
    name = without_article(text[slice(*found.span("city"))].strip(" ,."))
    return name if may_be_place(name) and is_city(name) and not is_region(name) else ""


def _reference(said: str) -> str:
    """The last reference by number in a text that is known to have no other words of its own."""
    words = said.split()
    if "last" in words:
        return "the last"
    return next((word for word in reversed(words) if number(word) > 0), "")
