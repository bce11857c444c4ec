"""Families of words that tell who took over, learned, gave or began something: a pattern for each word or phrase."""

PEOPLE = (
    r"(?:officials?|delegates?|delegations?|planners|engineers?|experts?|specialists|consultants|councill?ors?|"
    r"students|advis[eo]rs|firefighters|inspectors|nurses|trainers|doctors|members|commissioner|scientists|academics|lawyers|professors|researchers|volunteers|young people|sisters|pupils|policy ?makers|politicians|mayors?|governors?|staff|colleagues|peers|counterparts|residents|activists|"
    r"teams?|groups?|architects|technicians|leaders|representatives|authorities|administrators|managers|decision[- ]makers|"
    r"municipality|government|council|city hall|town hall|citizens|cyclists|recyclers|practitioners|organisers|women|"
    r"teachers|traders|vendors|cooperatives?|utility|agency|department|office|institute|city|town|capital|visitors)"
)
"""Who acts for a place: "officials from ¤" does what ¤ does."""


ADOPT = (
    r"(?:adopt(?:ed|s|ing)|adapt(?:ed|s|ing)|cop(?:ied|ies|ying)|borrow(?:ed|s|ing)|import(?:ed|s|ing)|emulat(?:ed|es|ing)|imitat(?:ed|es|ing)|"
    r"replicat(?:ed|es|ing)|reproduc(?:ed|es|ing)|repeat(?:ed|s|ing)|transplant(?:ed|s|ing)|embrac(?:ed|es|ing)|introduc(?:ed|es|ing)|"
    r"launch(?:ed|es|ing)|install(?:ed|s|ing)|implement(?:ed|s|ing)|appl(?:ied|ies)|creat(?:ed|es|ing)|establish(?:ed|es|ing)|"
    r"start(?:ed|s|ing)|began|built|builds|set up|sets up|setting up|put up|put in place|put into practice|legali[sz]ed|pedestriani[sz]ed|"
    r"t(?:ook|akes?|aken|aking) (?:up|over)|tried|proposed|put together|put forward|tabled|signed off|followed|benchmarked|retrofitted|sorted|switched|moved to|moved that|went ahead|joined in|wove|made (?:it|them) (?:its|their) own|cast|carved out|came to have|ended up with|opened|inaugurated|drew up|drafted|wrote|passed|enacted|ordered|commissioned|"
    r"decided|agreed|resolved|voted|pledged|recommended the same|did the same|do the same|doing the same|did likewise|do likewise|followed suit|"
    r"follow(?:ed)? (?:the same|that|this)|went down the same|made it its own|held its first|reorgani[sz]ed|redesigned|"
    r"modelled|fashioned|patterned|organised themselves|closed its|banned|gave itself|now (?:runs?|uses?|has|have|operates?|applies|does)|use[sd] (?:it|the same)|"
    r"replaced|converted|turned its|laid out|laid down|piloted|rolled out|unveiled|brought in|rewrote|overhauled|incorporated|integrated|"
    r"planted|painted|equipped|fitted|founded|formed|instituted|mandated|obliged|required|abolished|scrapped|licen[sc]ed|tested|experimented|ran|"
    r"came up with|worked out|translated|tailored|localised|customised|refined|reworked|transferred|"
    r"took home|brought (?:home|back)|carried home)"
)
"""What the place that takes over does; at the beginning of the verb."""

VISIT = (
    r"(?:visit(?:ed|s|ing)?|tour(?:ed|s|ing)?|spen[dt]|travell?(?:ed|ing)|went|flew|sen[dt]|look(?:ed|s|ing)? (?:to|at|towards?|closely)|"
    r"studied|stud(?:y|ying)|learn(?:ed|t|s|ing)?|receiv(?:ed|es|ing)|watch(?:ed|ing)|saw|seen|seeing|asked|invited|hired|"
    r"turned to|drew|dr[ae]ws?(?:ing)?|turned|consulted|hosted|met|came to see|benefited|sought|got|listened|hear(?:d|ing)|"
    r"return(?:ed|ing)|came (?:back|home|to)|worked with|works with|teamed up|partnered|joined|participated|signed|held|entered|took part|engaged|relied|owes?|t(?:ook|akes?|aken|aking))"
)
"""What the place that learns does; it tells of a move only with something that is taken over."""

GIVE = (
    r"(?:lent|lends|export(?:ed|s)|taught|train(?:ed|s)|help(?:ed|s)|advis(?:ed|es)|shar(?:ed|es) (?:its|the|it|what|with)|passed (?:on|its)|gives (?:its|the)|transferr?(?:ed|s)|"
    r"inspir(?:ed|es)|influenced|serv(?:ed|es) as (?:an? |the |its )?(?:model|template|example|blueprint|inspiration|pattern|prototype)|show(?:ed|n|s) the way|showed (?:how|that)|set (?:the|an) example|provid(?:ed|es)|offer(?:ed|s)|handed|donated|"
    r"supplied|assisted|coached|mentored|guided|supported|pioneered|invented|led the way|blazed|sent its|taken as|became (?:the|a) model|reference|benchmark|yardstick|pattern|teacher|master|source|origin|godparent|role model|lighthouse|(?:gave|given) (?:its|the|it|us|them|him|her|our|rise|a)|had the idea|came first|did it first|"
    r"designed|drew up the|supervised|provided|"
    r"(?:found|finds) (?:imitators|followers|an echo|admirers|a second home|a new home|takers)|caught on|spread|travell?ed|"
    r"(?:was|were|has been|have been|had been) (?:the (?:model|inspiration|template)|copied|replicated|adapted|taken up|adopted|exported|transplanted|closely watched|imitated|reproduced|picked up|emulated))"
)
"""What the place that gives, or its practice, does."""

MOVE = (
    r"(?:travell?(?:ed|s|ing)?|spread(?:s|ing)?|c[ao]mes?|coming|brought|bring(?:s|ing)?|carried|carry|cross(?:ed|es)|migrat(?:ed|es|ion)|mov(?:ed|es)|"
    r"(?:made|found|makes|finds) (?:its|their) way|jump(?:ed|s)|hopp(?:ed|s)|leapt|expand(?:ed|s|ing)?|extend(?:ed|s|ing)?|reach(?:ed|es|ing)?|"
    r"export(?:ed|s|ing)?|import(?:ed|s|ing)?|transplant\w*|transfer\w*|borrow(?:ed|s|ing)?|cop(?:ied|ies|ying|y)|replicat\w+|reproduc\w+|repeated|"
    r"t[ao]ken? (?:up|over|home|from|to|root)|taken|took|taught|pass(?:ed)? (?:on|over)|handed|arriv(?:ed|es|al)|obtained|acquired|secured|received|got|graft(?:ed|ing)?|implant(?:ed|ing)?|recommended|pitched|sold|presented|proposed|suggested|commended|sprouted|replanted|diffus\w+|caught on|"
    r"adopt\w*|adapt\w*|introduc\w+|lift(?:ed|s)|inherit(?:ed|s)|deriv\w+|descends?|picked up|embraced|imitat\w+|emulat\w+|"
    r"(?:imitators|followers|echo(?:es)?|takers|root|roots|admirers|home|disciples|converts|counterparts?|equivalents?|offshoots?|siblings?|cousins?|heirs?|copies|clones?|children|daughters?|branch(?:es)?|doubles?|sister|twins?|standard|routine|practice|commonplace|in force|at work|law|operation|hold|a hit)|tr(?:ied|ansposed|ansmitted)|"
    r"rolled out|implemented|launched|used|applied|in use|scaled|multiplied|emerged|appeared|sprung up|sprang up|followed|seed(?:ed|s)|planted|"
    r"hails?|stem(?:s|med)?|originat\w+|learn(?:ed|t|s|ing)?|lessons|trac(?:es?|ed)|resurfaced|resettled|shipped|relocated)"
)
"""How what is taken over moves."""

LIKENESS = (
    r"(?:pattern|lines|models?|template|blueprint|manual|guide(?:lines|book)?|handbook|rulebook|example|footsteps|lead|style|manner|recipe|playbook|"
    r"inspiration|cues?|hint|page|leaf|copy|replica|clone|version|adaptation|imitation|echo|offshoot|descendant|prototype|"
    r"image|precedent|variant|transplant|import|export|brainchild|way|mould|formula|sibling|cousin|tradition|spirit|wake|heels)"
)
"""Nouns that say that one thing was made after another."""

LEARNED = (
    r"(?:visits?|visit(?:ed|ing)|tour(?:ed|ing|s)?|trips?|missions?|delegations?|stud(?:y|ied|ying)|stays?|stayed|spen[dt]|excursions?|"
    r"travell?ed|flew|went to (?:see|learn|study|look)|sen[dt]|journeys?|secondments?|internships?|fellowship|worked|lived|trained|met|return(?:ed|ing)|"
    r"came back|back|home|seen|saw|seeing|see|watch(?:ed|ing)|observ(?:ed|ing)|look(?:ed|ing)? (?:to|at|towards)|hear(?:d|ing)|learn(?:ed|t|ing)?|"
    r"(?:impressed|struck|convinced|encouraged|prompted|spurred|fascinated|inspired|moved) (?:by|with|at)|exchanges?|twinn\w+|partner(?:ship|ed|s|ing)?|training|assist(?:ance|ed)|advice|"
    r"help|support|guidance|cooperation|collaboration|workshops?|conversations?|discussions?|talks?|lectures?|meetings?|presentations?|article|book about|documentary|film about|agreements?|memorandum|dialogue|friendship|peer review|cycled|walked|strolled|ridden|rode|asked|consulted|apprentic\w+|sabbatical|encounters?|introduction|connected|linked|paired|matched|"
    r"experiences?|lessons?|expertise|knowledge|know-how|mentor\w*|coach\w*|advis[eo]rs|consultants?|seconded|hosted|stint|(?:day|week|month|year|decade)s? (?:in|at|with)|"
    r"turned to|taken with|admir\w+|contact|links?|video calls?|webinars?|summer school|course)"
)
"""Ways to learn; `… in ¤` is where what was learned comes from."""

BEGAN = (
    r"(?:began|begun|beginning|pioneered|pioneer|born|invented|originat\w+|devised|conceived|first [a-z]+(?: out)?|tried out|piloted|pilot|origins?|tested|developed|"
    r"started|created|launched|rolled out first|birthplace|roots|cradle|coined|dreamt up|dreamed up|hatched|proved|proven|perfected|refined|trialled|home|established|documented|known|practi[sc]ed|common|commonplace|in use|printed|written|drafted|authored|published)"
)
"""Where what moved began; that alone is no move."""

OTHER_MATTER = (
    r"\b(?:rivers?|trains?|flights?|passengers?|migrants?|migrated|refugees?|virus(?:es)?|cholera|dengue|diseases?|epidemic|outbreak|infections?|seeds?|exhibitions?|"
    r"concerts?|festival|film|novel(?:ist)?|band|orchestra|goods|shoes|cars from|rents|prices|wages|jobs|courts?|ruling|tribunal|congress|conference|household survey|"
    r"translated|letters|earthquake|participants?|attendees|speakers|(?:she|he) (?:moved|came|returned to)|compan(?:y|ies) (?:export|import)\w*|flood hit|storm|cyclone|drought|smoke|dust|shipments?|cargo|container ships?|ferry|"
    r"freight|tourists|commuters|fans|players|footballer|coach of|goal|championship|match|bus fleet|fleet|vehicles|trucks|electricity is|gas is|"
    r"(?:was|were) born in|headquarters|grant (?:by|from|of)|donat\w+|overtook|contract to|half of|(?:million|billion) (?:euros|dollars|pounds)|head office|mother|father|his family|her family|honeymoon|holidays?|spare parts|greetings|church(?:es)?|beach(?:es)?|money from|survey|data|statistics|loan agreement|loans|crude oil|census|investors|airline|pipeline|motorway|highway|evacuees|students moved)\b"
)
"""What moves between places and is no practice."""

DENIED = (
    r"\b(?:refus\w+|declin(?:ed|es) to|reject\w*|advis\w+ against|warned against|independently|rather than|instead of|unlike|compar(?:ed|ison|es|ing)|no evidence|nobody|no one|"
    r"whether|dismissed|resisted|opposed|in contrast|differs?|different from|regardless|unaware|coincidence|abandoned the idea|turned down|shelved|"
    r"(?:did|do|does|has|have|had|was|were|is|are) (?:not|never)(?: \w+)? (?:intend|plan|want|wish|adopt|cop|follow|take|took|taken|borrow|import|model|based|inspired|come|came|visit|learn|look|replicat|transfer|spread)\w*|"
    r"n['’]t (?:\w+ )?(?:intend|plan|want|adopt|cop|follow|take|borrow|import|learn|look)\w*|"
    r"(?:could|might|may|should|would|can) (?:one day |also |perhaps |easily |well |eventually |probably )?(?:serve|become|learn|copy|adopt|follow|inspire|be (?:a model|an example|copied|replicated|adapted|adopted|taken up|transferred|used|applied)|borrow|import|replicate|emulate|draw|benefit)\b|no (?:plans?|intention|wish|city|town|municipality|other city)|at the same time as|(?:but|and) (?:never|not) \w+|came back to|neither|nor)\b"
)
"""What takes back, doubts or merely wishes for a move."""

FOLLOWS = (
    r"(?:mirror(?:s|ed|ing)?|echo(?:es|ed|ing)?|follow(?:s|ed|ing)?|imitat(?:es?|ed|ing)|emulat(?:es?|ed|ing)|ap(?:es|ed|ing)|cop(?:y|ies|ied|ying)|clon(?:es?|ed|ing)|"
    r"reproduc(?:es?|ed|ing)|replicat(?:es?|ed|ing)|borrow(?:s|ed|ing)?|import(?:s|ed|ing)?|adapt(?:s|ed|ing)?|adopt(?:s|ed|ing)?|transplant(?:s|ed|ing)?|cribbed|lifted|"
    r"embrac(?:es?|ed|ing)|repeat(?:s|ed|ing)?|transpos(?:es?|ed|ing)|channel(?:s|led))"
)
"""Verbs whose object is what was taken over, or the place that has it."""

SOURCE = (
    r"(?:is that|are those|was that|were those|is the one|based|lean(?:s|ed|ing)?|rel(?:y|ies|ied)|rests?|hinges?|founded|grounded|draw(?:s|n|ing)?|drew|build(?:s|ing)? on|built on|builds on|inspired by|informed by|influenced by|guided by|shaped by|according|courtesy|by way|via|along|"
    r"indebted|modell?ed|patterned|fashioned|styled|benchmarked|borrowing|derived|descended|inherited|taken|leaf|imported|hailing)"
)
"""Words before the source: "based on ¤", "traced back to ¤"."""

SEEING = r"(?:visit(?:ed|ing)?|see|seen|seeing|saw|tour(?:ed|ing)|study|studied|studying|watch(?:ed|ing)|joined|hosted|met|asked|explor(?:ed|ing)|inspect(?:ed|ing)|consult(?:ed|ing)|invited|engaged|hired)"
"""Verbs whose object is the place that is learned from."""

INFLUENCED = (
    r"(?:influenc(?:ed|es|ing)|inspir(?:ed|es|ing)|shap(?:ed|es|ing)|inform(?:ed|s|ing)|fed into|feeds into|led|leads|prompt(?:ed|s|ing)|encourag(?:ed|es|ing)|convinc(?:ed|es|ing)|"
    r"persuad(?:ed|es|ing)|help(?:ed|s|ing)?|enabl(?:ed|es|ing)|allow(?:ed|s|ing)|gave|gives|spurr(?:ed|ing)|lent|taught|advis(?:ed|es|ing)|train(?:ed|s|ing)|serv(?:ed|es) as (?:an? |the |its )?(?:model|template|example|blueprint|inspiration|pattern|prototype)|"
    r"basis|guid(?:ed|es|ing)|flow(?:ed|s)? into|underpin(?:s|ned)|went into|handed|passed|offered|shared|provided|urged|resulted in|result|produced|yielded|brought about|gave rise|spawned|triggered|mark on|footprint|traces|bore fruit|urged|pushed|motivated|brought)"
)
"""Verbs whose object is the place that took over, or its plan."""

IDLE = frozenset([
    "has", "have", "had", "was", "were", "is", "are", "been", "being", "then", "later", "also",
    "soon", "since", "now", "first", "eventually", "subsequently", "itself", "themselves", "in",
    "turn", "both", "quickly", "formally", "recently", "finally", "promptly", "duly", "already",
    "afterwards", "after", "successfully", "simply", "largely", "briefly", "too", "who", "which",
    "thus", "deliberately", "openly", "explicitly", "consciously", "tried", "sought", "began",
    "decided", "agreed", "chose", "managed", "went", "resolved", "voted", "hastened", "attempted",
    "set", "to", "on", "out", "meanwhile", "meantime", "immediately", "swiftly", "gradually",
    "officially", "again", "once", "just", "long", "there", "the", "s", "year", "years", "a",
    "two", "three", "decade", "months", "weeks", "our", "its", "that",
])  # fmt: skip
"""Words that may stand between a subject and its verb."""

DEBT = r"(?:ow(?:es?|ed|ing)|trac(?:es?|ed|ing|eable)|go(?:es|ing)? back|went back|dates? back|indebted|credit(?:s|ed)?|attribut(?:es?|ed)|nods?|homage|tribute|thanks|faithful|back)"
"""What points to the source with "to"."""

BROKER = r"(?:connect(?:ed|s|ing)|link(?:ed|s|ing)|pair(?:ed|s|ing)|match(?:ed|es|ing)|brought|brings|bringing|put in touch|put|introduc(?:ed|es|ing)|teamed|exchanges?|meetings?|between|twinn\w+)"
"""What a network does with two places."""

TO_ADOPT = (
    r"to (?:adopt|adapt|copy|borrow|import|emulate|imitate|replicate|reproduce|repeat|transplant|embrace|introduce|launch|install|implement|apply|create|establish|start|begin|"
    r"build|set up|put|legali[sz]e|pedestriani[sz]e|take up|try|open|draw up|draft|write|pass|enact|order|commission|follow suit|do the same|do likewise|reorgani[sz]e|redesign|"
    r"ban|replace|convert|lay out|pilot|roll out|bring in|overhaul|plant|paint|equip|found|form|license|test|use|have|make|give|turn|design|develop|rebuild|close|hold|run|charge)\b"
)
"""What someone was led to do."""

MATTER = (
    r"\b(?:(?:approach|system|programme|program|scheme|model|method|practice|polic(?:y|ies)|project|plan|example|initiative|idea|concept|notion|strategy|experiment|pilot|framework|law|"
    r"ordinance|rule|regulation|tariff|tax|charge|levy|fee|toll|budget|bylaw|by-law|code|standard|template|formula|blueprint|network|service|corridor|superblock|co-?operative|effort|bus(?:way| lanes?| rapid transit| corridor)|"
    r"metro-?bus|tram(?:way)?|light rail|cable ?car|gondola|escalator|lane|track|cycle ?way|cycling|bicycle|bike|path|street|square|line|boundary|limits|playground|plaza|park|garden|tree|forest|greenway|river|wetland|sponge|market|"
    r"roof|register|platform|app|shelter|supermarket|shop|caf[eé]|nursery|guard(?:ian)?s?|bag|bin|container|site|block|building|house|thought|urbanism|fund|bond|trust|zone|zoning|charter|warning|alarm|franchise|quota|rental|pact|patrol|meal|kitchen|canteen|cloudburst|measure|technique|technology|solution|innovation|arrangement|process|BRT|"
    r"tool|bank|card|forum|council|assembly|jury|panel|mayor|deposit|refund|recycling|compost(?:ing)?|waste|sanitation|toilets?|latrines?|water|sewer|drainage|flood|heat|cooling|insulation|solar|energy|heating|meters?|metering|"
    r"housing|land|upgrading|readjustment|settlement|titles?|tenure|rent control|subsid\w+|vouchers?|librar(?:y|ies)|school|cr[eè]ches?|clinic|centre|hub|station|stop|parking|pedestrian\w*|car-free|low[- ]emission|speed|limit|"
    r"congestion|lighting|cameras?|violence|policing|safety|permit|licen[cs]\w+|procurement|contracts?|e-government|open data|dashboard|portal|sensors?|plastic|reuse|repair|sharing|time|night|street vendors?|"
    r"participat\w+|committee|federation|savings|microcredit|insurance|festival of|umuganda|ciclov[ií]a|habit|custom|guideline|design|manual|curriculum|training|campaign|incentive|ban|reform|certificate|label|audit|index|map|mapping|"
    r"observatory|incubator|makerspace|farm(?:ing|s)?|agriculture|orchard|pump|barrier|dyke|levee|embankment|promenade|waterfront|ferr(?:y|ies)|minibus|taxi|fare|ticket\w*|pass|timetable|depot|"
    r"instrument|mechanism|procedure|unit|agency|office|desk|helpdesk|laundr(?:y|ies)|lamp|lift|helpline|hotline|one-stop|council|model|institution|structure|culture|experience|lesson|recipe|trick|practice)(?:e?s|ies)?"
    r"|the same|likewise|follow(?:ed|ing|s)? suit|what|similarly|way)\b"
)
"""What may be taken over in a city."""

GIVEN = r"(?:lent|given|taught|provided|suggested|shown|supplied|donated|handed|written|designed|drawn up|devised|invented|prepared|developed|offered|passed on|bequeathed|recommended)"
"""What was done for the text's own city, with "by"."""

DID = (
    r"(?:(?!need|want|hope|plan|expect|call|remain|appear|seem|belong|host|attend|address|criticis|complain|welcom|celebrat|los|suffer|report|publish|repair|overtak|grow|fall|rais|finish|merg|serv|destroy|"
    r"ask|visit|tour|travell|return|sign|receiv|learn|stud|watch|us)\w{2,}ed|put|built|rebuilt|made|drew|wrote|cut|bought|hung|laid|set|began|chose|found|grew|held|dug|sank|brought|turned|did so)"
)
"""A verb of which a place's acts are told, whatever they are."""

VISITS = r"(?:visits?|delegations?|trips?|tours?|missions?|study)"
"""What a place undertakes to learn from another."""
