"""Signs by which a sentence belongs to a section of a case study; the word lists are the project's own."""

import re

_I = re.IGNORECASE

CUES: dict[str, re.Pattern[str]] = {
    "situation-before": re.compile(
        r"\b(?:before (?:the|this|20|19)|prior to|until (?:then|20|19)|previously|formerly|at that time|had (?:been|no|neither|asked|complained|long)|"
        r"used to|suffer(?:ed|s)? from|was expected to be full|overflow\w*|over-?crowded|congest\w+|pollut\w+|shortages?|for (?:years|decades)|"
        r"the problem|lack(?:ed|s) (?:of )?|did not know|exceeded the|half of all|lies (?:on|in|at)|has some [\d,]+ (?:residents|people))", _I),
    "what-was-done": re.compile(
        r"\b(?:(?:was|were|been|being) (?:built|installed|introduced|planted|placed|laid|marked|given|distributed|constructed|converted|replaced|set up|"
        r"connected|equipped|fitted|painted|opened|turned)|consists? of|compris\w+|built|installed|planted|converted|introduced|put [\d,]+|launched|"
        r"distributed|each (?:household|station|unit|site)|stations?|with a total|kilometres of|designed? (?:as|was|with))\b", _I),
    "how-it-was-done": re.compile(
        r"\b(?:council|assembly|parliament|approved|adopted|passed|amended|by-?laws?|ordinances?|decree|regulation \d+|steering|committee|task force|tender\w*|"
        r"signed|agreement|memorandum|consult\w+|meetings?|met every|workshops?|trained|training|pilot|phases?|announced|mayor|ministry|partners\w*|"
        r"invited|chosen by|appointed|coordinated|responsib\w+|first year|followed in)\b", _I),
    "cost-and-who-paid": re.compile(
        r"(?:[$€£¥₹]|\b(?:cost|costs|budget\w*|paid|pays|fund(?:s|ed|ing)?|financ\w+|fees?|subsid\w+|loans?|grants?|tariffs?|revenue\w*|invested|"
        r"dollars?|euros?|rupiah|shillings?|rupees?|pesos?|million|billion)\b)", _I),
    "results": re.compile(
        r"\b(?:fell|rose|reduc\w+|increas\w+|decreas\w+|improv\w+|declin\w+|achiev\w+|saved|grew|dropped|extended by|up from|down from|survey|measured|"
        r"records? show|data show|found that|no (?:effect|difference)|per ?cent|share of|compared with|against \d+|more than before|kept out|reached|benefit\w*)\b|%", _I),
    "what-went-wrong": re.compile(
        r"\b(?:fail\w*|delay\w*|oppos\w+|refus\w+|complain\w+|protest\w*|lost|not compensated|never|broke\w*|out of order|stood still|stopped|injur\w+|"
        r"abandon\w+|criticis\w+|given up|no longer|too (?:narrow|steep|expensive|few|late|small|costly)|poorly|vandal\w+|stolen|conflict\w*|"
        r"underestimat\w+|overrun|turned out|did not (?:go|work|happen)|worse|blocked|no one|nothing was done|ended when|lawsuit|court)\b", _I),
    "what-others-should-know-before-copying": re.compile(
        r"\b(?:should|must|do not|ought to|recommend\w*|would (?:not|never) \w+|would work|cannot replace|other (?:[A-Z]\w+ )?cities|another city|replicat\w+|transfer\w*|"
        r"essential|prerequisite|depends? on|only (?:where|if|when)|before (?:building|the first)|from the (?:start|beginning|first day)|lessons?|has to|need to)\b", _I),
}  # fmt: skip

PROMPTS: dict[str, str] = {
    "situation-before": "The problem that people in the city had before, for whom and since when.",
    "what-was-done": "What was built, introduced or changed, and how many of it there are.",
    "how-it-was-done": "Who decided, in which steps and under which law; who took part.",
    "cost-and-who-paid": "What it cost to build and to run each year, and who paid.",
    "results": "What changed afterwards, by how much, as measured or counted.",
    "what-went-wrong": "What went wrong: delays, failures, opposition, people who lost.",
    "what-others-should-know-before-copying": "Advice to other cities: what to keep, and where it would not work.",
}
"""What a sentence's likeness to a section is measured against."""

MONEY = re.compile(
    r"[$€£¥₹]\s?\d|\b\d[\d.,]*\s*(?:(?:hundred|thousand|million|billion|trillion|lakh|crore)\s+)?(?:US )?(?:dollars?|euros?|pounds?|rupiah|shillings?|rupees?|pesos?|"
    r"rand|reais|yuan|yen|francs?|USD|EUR|naira|cedis?|baht|dong|won|lira|dirhams?)\b|\b(?:USD|EUR|US\$|KES|GHS|INR|ZAR|IDR|BRL|MXN)\s?\d", _I)  # fmt: skip
"""A sum of money."""

MEASURED = re.compile(
    r"\b(?:measured|measurements?|counted|counts?|survey(?:ed|s)?|census|records?|weighbridge|monitor(?:ed|ing)|sensors?|meters?|counters?|loggers?|"
    r"(?:study|studies|evaluation|trial|audit) (?:by|of|found|show\w*|in)|before and after|comparison group|control group|sampl\w+|data show\w*|statistics|"
    r"of [\d,]+ (?:\w+ )?(?:asked|interviewed|surveyed)|"
    r"encuestas?|enquêtes?|inquéritos?|pesquisas?|seg[uú]n los registros|registros|mesur[ée]\w*|medi[cç]\w+|comptages?)\b", _I)  # fmt: skip
"""A result is said to be counted or studied with a method."""

SINGLE_VOICE = re.compile(
    r"\b(?:(?:some|many|several|one|a few) (?:\w+ )?(?:residents?|people|users?|crews?|women|men|shopkeepers?|drivers?|farmers?|neighbours?)"
    r"(?: \w+)? (?:told|said|say|says|report|reported|feel|felt|believe)|(?:crews|residents|people|users|officials|shopkeepers) (?:say|said|told|feel|felt|believe)|"
    r"according to (?:one|a|some) (?!\w* ?(?:survey|stud|census|count|evaluation))|anecdot\w+|told us)\b", _I)  # fmt: skip
"""A result is what single voices say."""

LEANS = re.compile(
    r"^(?:this|these|those|it|its|they|their|he|she|however|but|also|then|there|such|therefore|thus|in addition|moreover|furthermore|"
    r"from there|in fact|the latter|as a result|instead|otherwise|both|here)\b", _I)  # fmt: skip
"""A sentence that does not stand alone: it leans on the one before."""

COUNTED = re.compile(
    r"^(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|lastly), ", _I
)
"""A sentence counts its place among others: without that it stands alone."""

POINTS_BACK = re.compile(
    r"\b(?:these|those|such) (?:conditions|requirements|reasons|measures|points|lessons)\b", _I
)
"""A sentence that speaks of what stands elsewhere."""

OF_THE_TEXT = re.compile(
    r"\b(?:(?:the )?minutes of|the meeting (?:was|opened|closed)|(?:report|version|state) of \w+ (?:19|20)\d\d|this (?:report|plan|chapter|section|paper|document|evaluation|study|working paper)|(?:table|figure|appendix|annex) [\dA-Z]+|see (?:page|section|chapter)|"
    r"(?:is|are) (?:described|presented|listed|shown) (?:in|on|below)|https?:|www\.)", _I)  # fmt: skip
"""A sentence about the document itself, which tells nothing of the city."""

INTENDED = re.compile(
    r"(?:\b(?:will|shall|should|plans? to|intends? to|aims? to|seeks? to|propos(?:es?|ed to|ing)|would (?:\w+ )?have|is expected to|are expected to|is planned|are planned|goals?|objectives?|"
    r"action (?:items?|steps?)|strateg(?:y|ies)|recommended|by 20[3-9]\d)\b|::"
    r"|^(?:\W*\w{1,3}[.)]\s*)?(?:(?:and|also|then) )?(?:establish|develop|promote|seek|continue|support|explore|identify|create|implement|expand|coordinate|adopt|conduct|encourage|"
    r"facilitate|require|review|update|strengthen|reduce|pursue|invest|upgrade|retrofit|enhance|complete|partner|advocate|collaborate|install|construct|incorporate|integrate|"
    r"undertake|achieve|utilize|use|provide|increase|improve|ask|assign|evaluate|foster|call|work|consider|maintain|ensure|educate|inform|add|build|replace|prioriti[sz]e|adjust|"
    r"determine|hold|host|offer|plant|set|study|track|train|engage|protect|preserve|prepare|participate|research|allow|amend|apply|assess|begin|decrease|design|examine|hire|look|make|measure|monitor|plan|publish)\b)", _I)  # fmt: skip
"""A sentence says what is to be done, not what was: it stands in plans, and in advice."""

LABELLED = re.compile(
    r"::|\b(?:action items?\b|(?:action|policy|goal|objective|strategy|measure|recommendation|program(?:me)?)s? ?#?(?:[A-Za-z]{1,8}[-– ])?\d+(?:\.\d+)*\b)", _I
)  # fmt: skip
"""A line of a plan with its label."""

REASON = re.compile(r"\b(?:because|otherwise|should|must|would not|cannot|gave (?:it )?up)\b", _I)
"""A sentence says why, or what to do."""
