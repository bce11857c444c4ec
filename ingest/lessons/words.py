"""Words that tell which of the fifteen dimensions a sentence speaks of; the lists are the project's own."""

import re

import numpy as np
from numpy.typing import NDArray

from corpus.vocabulary import Dimension

DIMENSIONS = tuple(Dimension)
"""In the order of every shape with 15 columns here."""

WORDS: dict[Dimension, str] = {
    Dimension.GOVERNANCE: r"coordinat\w+|agenc(?:y|ies)|authority|authorities|institution\w*|department\w*|ministr\w+|metropolitan|responsib\w+|mandate\w*|governance|secretariats?|offices|districts?|boroughs?|neighbou?ring (?:towns|municipalities|cities)|municipalities|split (?:among|between)|jointly|levels? of government|board|manager|steering|committees?|answer(?:s|able)? (?:to|for)|focal point|interfaces?|utility",
    Dimension.LEGAL: r"laws?|legal\w*|legislat\w+|regulat\w+|ordinance\w*|by-?laws?|contract(?:s|ual)?|permits?|permissions?|standards?|enforce\w*|courts?|licen[cs]\w+|fines?|rules?|clause\w*|procurement|tender\w*|prosecutor|statut\w+|decree\w*|powers?|codes?|zoning|annulled|certified",
    Dimension.POLITICAL: r"political\w*|politic(?:s|ians?)|mayors?|election\w*|governors?|champion\w*|leadership|council(?:lors?)?|part(?:y|ies)|term(?: of office)?|vot(?:e|es|ed|ers)|referendum|coalition|opposition|administration|minister|president",
    Dimension.FINANCE: r"fund(?:s|ing|ed|er|ers)?|financ\w+|costs?|costly|budget\w*|subsid\w+|tariffs?|revenue\w*|loans?|afford\w*|invest\w+|fees?|money|pay(?:s|ing|ment\w*)?|paid|prices?|grants?|donors?|expens\w+|cheap\w*|income|debt|bonds?|tax(?:es)?|dollars?|euros?|savings?|bankrupt\w*|treasur\w+",
    Dimension.CAPACITY: r"capacit\w+|skills?|skilled|staff\w*|train(?:ed|ing|s)?|engineers?|expertise|maintenance|maintain\w*|technical\w*|know-how|operators?|mechanics?|repair\w*|spare parts|experts?|qualified|crews?|technicians?|equipment|software|turnover|plumber\w*|workshops?|knowledge|procedures?|pumps?|operat(?:e|es|ing)|design\w*|installers?",
    Dimension.URBAN_FORM: r"density|dense|streets?|roads?|networks?|infrastructure|sewer\w*|drainage|built-up|layout|corridors?|lanes?|stations?|stops?|blocks?|pavement\w*|paving|sidewalks?|bridges?|interchange|feeder|trunk|pipes?|canals?|width|parking|buildings?",
    Dimension.CLIMATE: r"climat\w+|rain\w*|heat\w*|temperature\w*|slopes?|soils?|coast\w*|flood\w*|humid\w*|topograph\w+|terrain|groundwater|hazards?|wind\w*|storms?|species|dry|drought\w*|summers?|winters?|frost|fr(?:eezes?|ozen)|salt|snow|mangroves?|rivers?|clay|sandy|hill\w*|tide\w*|cyclones?|earthquake\w*|sediment|seasons?",
    Dimension.SOCIAL: r"cultur\w+|behaviou?r\w*|habits?|norms?|trust\w*|accept\w+|attitudes?|awareness|stigma\w*|public opinion|language\w*|campaign\w*|believ\w+|shame|religio\w+|imam|priest|church|harassment|fear\w*|resist\w*|persuad\w+|convinc\w+|explain\w*|explanation|newspaper|media|famil(?:y|ies)|mothers|reluctan\w+|rejected|perce\w+|image",
    Dimension.EQUITY: r"poor(?:er|est)?|poverty|low-income|inequalit\w+|equit\w+|vulnerable|livelihoods?|displace\w+|evict\w+|women|marginali[sz]ed|gentrif\w+|rents?|tenants?|informal|vendors?|hawkers?|waste pickers|pickers|recyclers|afford\w*|excluded|left out|jobs?|wages?|salar\w+|compensation|resettle\w*|migrants?|disab\w+|elderly|older|homeless\w*|families",
    Dimension.PARTICIPATION: r"participat\w+|consult\w+|communit(?:y|ies)|residents?|stakeholders?|engage\w*|consent|neighbou?rs?|involve\w*|meetings?|asked|ask|owners|shopkeepers|merchants|dialog\w*|co-?design\w*|volunteer\w*|association\w*|opponents|public hearing|users?|customers?|heard|together with",
    Dimension.EVIDENCE: r"data|monitor\w+|evidence|baseline|indicators?|evaluat\w+|measur(?:e|ed|ing|ement)\w*|surveys?|maps?|mapping|count(?:s|ed|ers|ing)?|figures|publish\w*|publication|proof|prove|study|studies|model(?:s|led|ling)?|tests?|tested|testing|sensors?|inspect\w*|records?|audits?|dashboard|verif\w+|logs|calibrat\w+|known|knew|open book",
    Dimension.TIMING: r"pilot\w*|phas(?:e|es|ed|ing)|sequenc\w+|timing|timetable|schedule\w*|deadline\w*|window of opportunity|step by step|too (?:early|late|fast|soon)|before|until|after|early|first|delay\w*|start(?:s|ed|ing)?|gradual\w*|trial\w*|months|late|years? later|at once|overnight|in advance|crisis|rush\w*|outset|not ready|ready|season",
    Dimension.MARKET: r"operators?|compan(?:y|ies)|private|suppliers?|market\w*|contractors?|firms?|competit\w+|buyers?|monopol\w+|bid(?:s|der|ders|ding)?|tender\w*|concession\w*|vendors?|drivers|taxi\w*|minibus\w*|cooperatives?|subcontract\w+|business\w*|developers?|haulage|demand|incumbent\w*|manufacturers?|off-take|sell|sold|merchants|shops?",
    Dimension.LAND: r"land|lands|landowners?|landlords?|tenure|ownership|plots?|property|titles?|expropriat\w+|right of way|parcels?|owns?|owned|owners?|lease\w*|squat\w*|sites?|eviction\w*|real estate|rent(?:s|al)?|acquisition|cadastre",
    Dimension.SCALE: r"scale\w*|scal(?:e|ing) up|citywide|city-wide|too (?:small|few)|size|coverage|critical mass|replicat\w+|whole city|rest of the city|small(?:er|est)?|large(?:r)?|expan\w+|grow|bundl\w+|districts?|everywhere|one line|network that|number of|region\w*",
}  # fmt: skip
"""For each dimension the words that speak of it, as alternatives of a pattern that ignores case."""

_COMPILED = tuple(re.compile(rf"\b(?:{WORDS[d]})\b", re.IGNORECASE) for d in DIMENSIONS)


def mentions(text: str) -> NDArray[np.float64]:
    """How often a text has words of each dimension, at most 3, shape `(15,)`."""
    return np.array([min(3, len(pattern.findall(text))) for pattern in _COMPILED], float)
