"""How people write which city is theirs, or that they ask the same for another: patterns over text without accents."""

import re

_CITY = "(?:the )?(?:city|town|municipality) of "

WHOLE = re.compile(r"(?:ciudad|cidade|ville)\s.{3,40}", re.IGNORECASE)
"""What may be a city's whole name although it begins with the word for one: Ciudad de México."""

SURE = re.compile(
    r"(?:please )?(?:"
    r"(?:(?:my |our |the )?city|town|ciudad|mi ciudad|cidade|minha cidade|a minha cidade|ville|ma ville)\s*[:=]\s*"
    r"|(?:change|set|switch|make)(?: (?:the|my|our))?(?: asking)? city (?:to|=|is|:)\s*|set city (?=[A-Z])"
    r"|(?:cambiar|cambia) (?:la |de )?ciudad (?:a|por) |(?:mudar|muda|mude) (?:a |de )?cidade (?:para|a) |changer (?:de |la )?ville (?:pour|en|a|:) "
    r")" + f"(?:{_CITY})?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""What can be followed by a name only."""

STATED = re.compile(
    r"(?:(?:hello|hi|hola|ola|bonjour)[\s,.!]+)?(?:(?:my|our|the asking) (?:city|town) is (?:now |called )?|city is (?=[A-Z])|switch to "
    r"|(?:mi|nuestra) ciudad es |(?:a )?(?:minha|nossa) cidade e |(?:ma|notre) ville(?: c)?['’ ]?est )"
    f"(?:{_CITY})?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""What can be followed by a name, and by anything else: our city is flooding."""

_HELLO = r"(?:(?:hello|hi|hey|hola|ola|bonjour|good (?:morning|afternoon|evening)|actually|sorry|well|no|ok|and)\b)?[\s,.!]*"
_ROLE = (
    r"(?:(?:a|an|the|one of the|el|la|o|le|une?|uma?|un)\s+)?(?:\w+\s+){0,3}?(?:(?:deputy |vice )?mayor|planners?|engineers?|council\w*|officers?|officials?|managers?|directors?"
    r"|architects?|consultants?|students?|residents?|teachers?|nurses?|workers?|staff|team|department|municipality|government|city council"
    r"|alcaldes?a?|urbanistas?|ingenier[oa]s?|funcionari[oa]s?|concejal\w*|prefeit[oa]|engenheir[oa]s?|arquitet[oa]s?|vereador\w*|maire|urbanistes?|ingenieure?s?|elue?s?|conseill\w+)\s+"
)
LIKELY = re.compile(
    rf"{_HELLO}(?:"
    r"(?:we|i)(?:['’]?m| am|['’]?re| are)(?: (?:here|now|writing|based|asking|sitting|working))? (?:in|from|at|for)"
    rf"|(?:we|i)(?:['’]?m| am|['’]?re| are)\s+{_ROLE}(?:of|in|at|for|from)"
    r"|(?:we|i) (?:work|live|come|ask|meant?)(?: (?:in|for|from|at))?|(?:answer|ask|asking) for"
    r"|(?:estamos|estoy|soy|somos|trabajo|trabajamos|vivo|vivimos)(?: (?:en|de|para))"
    r"|(?:estamos|estou|sou|somos|trabalho|trabalhamos|moro|moramos|vivo)(?: (?:em|de|do|da|para o|para a|para|no|na))"
    rf"|(?:soy|somos|sou|je suis|nous sommes)\s+{_ROLE}(?:de|d['’]|do|da|en|em|a)"
    r"|(?:nous sommes|je suis|je travaille|nous travaillons|j['’]habite|nous habitons)(?: (?:a|de|pour|en|au))"
    r")\s+" + f"(?:{_CITY})?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""What may be followed by a name."""

CITY_WORD = re.compile(
    rf"{_HELLO}(?P<word>use|city|town|ciudad|cidade|ville)\s+(?:{_CITY})?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""A word and a name behind it, with nothing more."""

OFFICE = re.compile(
    r"(?:(?:the|la|[oa]|el|le|une?|uma?)\s+|l['’])?(?:municipality|city council|city hall|council|mayor(?:['’]s)? office|(?:local |city )?government|administration"
    r"|alcaldia|municipalidad|ayuntamiento|gobierno|intendencia|municipio|prefeitura|camara|mairie|municipalite|commune|ville|ciudad|cidade|town|city)(?: municipal\w*)?"
    r"\s+(?:of|in|for|(?:de|do|da|del)(?: la (?:ville|ciudad) de)?(?=\s)|d['’])\s*",
    re.IGNORECASE,
)
"""The office of a city, before its name."""

ELSEWHERE = re.compile(
    r"(?:(?:and|but|ok|so|now|what|how|y|e|et|pero|mais)[\s,]+)*(?:"
    r"(?P<at>(?:what|how) about (?:in|for)|(?:and|y|e|et) (?:in|for|en|em|para|no|na|a|pour|au)"
    r"|(?:can you |could you )?(?:do )?(?:the )?same(?: (?:question|thing|again))?(?: (?:in|for|but for|but in))"
    r"|(?:what )?if (?:we|it) (?:were|was) (?:in|for)|si (?:on|nous|c['’]) ?(?:etait|etions) (?:a|en|au)|que tal (?:en|em|no|na)|si estuvieramos en|se fosse (?:em|no|na)"
    r"|(?:let['’]?s |we )?try(?: it)?(?: (?:in|for))?"
    r"|(?:lo mismo|o mesmo)(?: (?:en|para|em|no|na))|(?:la )?meme(?: (?:question|chose))(?: (?:pour|a))|in|for)"
    r"|(?:what|how) about|and|y|e|et"
    r")\s+(?P<name>[^\n?!;:]{2,60}?)(?:\s+then|\s+instead|\s+please)?\s*[?!.…]*",
    re.IGNORECASE,
)
"""The last question, for another place; `at` where a word such as "in" says that it is one."""
