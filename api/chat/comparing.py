"""What is asked of the asking city itself, as people write it: what must change there, and which cities are like it."""

import re
from functools import cache

from api.chat.moves import Fits, Move, Peers
from api.chat.placing import is_city
from api.chat.references import REFERENCE, number

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
    rf"(?:(?:which|what) )?(?:{_CITIES}(?: are)? (?:most )?(?:like|similar to)|peers of|the peers of) (?P<city>[^\n?!.;:]{{2,60}}?)\s*[?.!]*",
    re.IGNORECASE,
)
_TOPIC = r"(?: (?:on|for|about|with|sobre|en|em|sur|pour|in) (?P<topic>[a-z][a-z ]{2,40}))?"

_HERE = "(?:here|for us|with us|in (?:our|my|this) (?:city|town|case|place|context)|there|aqui|ici|chez nous|na nossa cidade|en nuestra ciudad|dans notre ville)"
_MUST = "(?:must|should|would(?: have to| need to)?|has to|have to|do we have to|needs to|do we need to|will have to|must we|would we have to)"
_FITS = (
    rf"what {_MUST} (?:change|be changed|adapt|be adapted|be different)(?: (?:in|for|about|with|before) <R>)?(?: (?:to work|works|can work))?(?: <H>)?(?: (?:for|with|in) <R>)?",
    r"what (?:changes|to change|to adapt|needs changing|needs adapting|would be different)(?: <H>)?(?: (?:for|with|in) <R>)?(?: <H>)?",
    r"(?:would|will|could|can|does|might|do you think|is it likely) <R> (?:ever )?(?:work|fit|succeed|function|help|be possible|make sense|suit us)(?: <H>)?",
    r"(?:can|could|should|may) we (?:copy|do|use|try|adopt|take|take over|transplant|repeat|replicate|have) <R>(?: <H>)?(?: too)?",
    r"(?:how )?(?:does|would|do) <R> fit(?: us| our city| <H>)?", r"(?:is|are|was) <R> (?:suitable|possible|realistic|feasible|right|something)(?: for us| <H>)?",
    r"how (?:would|could|can) (?:<R>|we) (?:work|do|make|adapt|look|use)(?: <R>)?(?: work)?(?: <H>)", r"(?:transplant|adapt|fit|transplant sheet)(?: (?:of |for |sheet )?<R>)?(?: <H>)?",
    r"(?:and )?(?:<R> )?(?:here|for us|in our city)", r"what about (?:us|here|our city)",
    r"(?:y )?(?:eso |esto |<R> )?(?:funcionaria|serviria|podria funcionar) (?:<R> )?<H>", r"que (?:hay que|habria que|tendriamos que|debemos) (?:cambiar|adaptar)(?: <H>)?",
    r"(?:isso |isto |<R> )?(?:funcionaria|daria certo|serviria) (?:<R> )?<H>", r"o que (?:tem que|teria de|e preciso|precisa|deve|teriamos que) (?:mudar|adaptar)(?: <H>)?",
    r"(?:est ce que )?(?:<R> )?(?:marcherait|fonctionnerait|marcherait il|pourrait marcher)(?: <R>)? <H>", r"(?:qu est ce qui|que) (?:doit|faut il|devrait|faudrait il) (?:changer|adapter)(?: <H>)?",
)  # fmt: skip
_FITS_IN = re.compile(
    r"(?:and )?(?:would|will|could|can|does) (?P<what>[^\n?!.;:]{1,30}?) (?:work|fit|succeed|function)(?: in| for) (?P<city>[^\n?!.;:]{2,60}?)\s*[?.!]*"
    r"|what (?:must|would have to|would need to|should|has to) change(?: (?:for|with|in) (?P<item>[^\n?!.;:]{1,30}?))?(?: in| for) (?P<place>[^\n?!.;:]{2,60}?)\s*[?.!]*",
    re.IGNORECASE,
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
    if fits.fullmatch(said):
        return Fits(number(_reference(said)))
    if found := peers.fullmatch(said):
        return Peers(found["topic"] or "")
    return _of_place(text.strip())


def _of_place(text: str) -> Move | None:
    """The same where another city is named."""
    if (found := _PEERS_OF.fullmatch(text)) and is_city(found["city"]):
        return Peers(city=found["city"])
    found = _FITS_IN.fullmatch(text)
    if found is None:
        return None
    what, city = found["what"] or found["item"] or "it", found["city"] or found["place"]
    if re.fullmatch(REFERENCE, what.lower()) and is_city(city):
        return Fits(number(what.lower()), city)
    return None


def _reference(said: str) -> str:
    """The last reference by number in a text that is known to have no other words of its own."""
    words = [word for word in said.split() if number(word) > 0]
    return words[-1] if words else ""
