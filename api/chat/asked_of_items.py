"""The words in which people ask about one item: one table, in four languages.

A pattern has to be all that was written, but for small words around it, so that whatever names a subject of its own
is a question that stands alone. `<R>` is a reference to an item, `<N>` one by its number, `<T>` a reference at the end,
or nothing.
"""

from api.chat.moves import Aspect

_IT = "(?:it|this|that|them|these|those)"
_THEIR = "(?:the |its |their |your |any |los |las |os |as |les |le |la |el |o )?"
_PEOPLE = "(?:residents?|people|citizens?|locals|neighbou?rs|inhabitants|women|men|youth|drivers?|users?|passengers?|riders?|vendors?|traders?|shopkeepers?|businesses|business owners|owners|workers?|unions?|communit(?:y|ies)|(?:general )?public|politicians|politics|parties|council(?:lors)?|the mayor|media|press|critics|opponents|opposition|everyone|everybody|anyone|anybody|it)"
_STANCE = "(?:opposition|resistance|protests?|pushback|push back|backlash|complaints?|critici?sms?|objections?|support|approval|acceptance|backing|buy in|consent|conflicts?|controversy|consultations?|participation)"
_WHAT = "(?:(?:what|which|how) (?:is|are|was|were|about) )?"

PHRASES: tuple[tuple[Aspect, tuple[str, ...]], ...] = (
    (Aspect.COST, (
        r"(?:what|how much) (?:did|does|do|would|will|has) <R> costs?(?: them| the city| to build| to run| in total| altogether| us| per \w+)*<T>",
        r"what <R> costs?(?: in total)?", r"how (?:much|expensive|costly) (?:was|is|were|are) <R>(?: in total)?", r"(?:was|is|were) <R> (?:very |too )?(?:expensive|cheap|costly|affordable)",
        r"how much (?:was|is) (?:spent|paid|invested)<T>", r"(?:what|how) (?:big|large|high) (?:was|is) the budget<T>",
        rf"{_WHAT}{_THEIR}(?:total |overall )?(?:costs?|price|budget|price tag|costos?|custos?|couts?)<T>",
        r"how much(?: money)?(?: did (?:it|they|the city) (?:cost|spend|pay))?<T>",
        r"(?:y )?(?:cuanto|a cuanto) (?:(?:les |nos )?costo|cuesta|costaria|costaron|salio|gastaron)(?: <R>)?(?: en total)?",
        r"cual (?:fue|es|era) el (?:costo|coste|precio)<T>",
        r"(?:e )?quanto (?:e que )?(?:custou|custa|custaria|custaram|gastaram)(?: <R>)?(?: no total)?",
        r"qual (?:foi|e|era) o (?:custo|preco)<T>",
        r"(?:et )?combien (?:est ce que )?(?:<R> )?(?:a|cela a t il|coute|couta|coutait|ont|ont ils|a t il)(?: coute| depense)?(?: au total| en tout)?<T>",
        r"combien a coute <R>", r"(?:et )?<R> a coute combien", r"quel (?:a ete|est|etait|fut) le (?:cout|prix)<T>",
    )),
    (Aspect.PAYER, (
        r"who (?:paid|pays|funded|financed|funds|finances|is paying)(?: for)?(?: <R>)?",
        r"who (?:put up|gave|provided) the money<T>", r"where did the money come from<T>",
        r"how (?:was|is|were) <R> (?:funded|financed|paid|paid for)",
        rf"how (?:did|do|does) <R> (?:pay|fund|finance)(?: for)?(?: {_IT})?", rf"how (?:do|can|could|would|should) we (?:pay for|fund|finance) {_IT}",
        rf"{_WHAT}{_THEIR}(?:funding|financing|funders?|financiacion|financiamiento|financiamento|financement)<T>",
        r"quien (?:lo |la )?(?:pago|paga|financio|financia)(?: <R>)?", r"como (?:se |lo |la )?(?:financio|pago|financiaron|pagaron)(?: <R>)?",
        r"quem (?:pagou|paga|financiou|financia)(?: <R>)?", r"como (?:foi |o )?(?:pago|paga|financiado|financiada|pagaram|financiaram)(?: <R>)?",
        r"comment (?:(?:l )?ont ils (?:paye|finance)|(?:<R> )?a t il ete (?:paye|finance)|c etait finance)(?: <R>)?", r"qui (?:a |l a )?(?:paye|paie|finance|paya)(?: <R>)?",
    )),
    (Aspect.TIME, (
        r"how long (?:did|does|will|would|has) <R> (?:take|taken|last|lasted|run)(?: them| to build)?", r"how long(?: was <R>)?",
        r"when (?:did|was|were|is) <R>(?: (?:start|started|begin|begun|happen|built|done|end|ended|finish|open|opened))?(?: up)?",
        r"(?:in )?(?:what|which) years?(?: (?:was|did) <R>(?: \w+)?)?", r"since when<T>", r"when",
        rf"{_WHAT}{_THEIR}(?:timeline|duration|dates|time frame)<T>", r"(?:is|are|was) <R> still (?:running|going|going on|there|working|in use|alive|active|in place)(?: (?:today|now))?<T>", r"how long (?:has|have) <R> (?:been )?(?:running|in place|going|there|existed)", r"(?:did|does) <R> last", r"when was <R>",
        r"(?:y )?cuanto (?:tiempo )?(?:duro|tardo|tomo|llevo)(?: <R>)?", r"cuanto tiempo", r"(?:desde )?cuando(?: (?:fue|empezo|comenzo))?(?: <R>)?",
        r"(?:e )?quanto tempo(?: (?:levou|demorou|durou))?(?: <R>)?", r"(?:desde )?quando(?: (?:foi|comecou))?(?: <R>)?",
        r"(?:et )?combien de temps(?: (?:<R> )?(?:a|cela a t il)(?: (?:dure|pris))?)?", r"quand(?: (?:etait ce|est ce|ca a commence))?",
    )),
    (Aspect.RESULTS, (
        rf"{_WHAT}{_THEIR}(?:main )?(?:results?|outcomes?|impacts?|effects?|benefits?|resultados?|resultats?)<T>",
        r"what (?:results?|effects?|impacts?)(?: did <R> (?:have|bring|get|give|achieve|show))?",
        r"(?:did|does|has) <R> (?:work|worked|succeed|succeeded|help|pay off)(?: out| well| in the end)?", r"is <R> working",
        r"(?:was|is) <R> (?:a success|successful|worth it|a failure|any good)",
        r"what (?:did|has|have) <R> (?:achieved?|changed?|brought|bring|delivered?|improved?)", r"what (?:changed|happened|improved|was achieved)(?: (?:in|with|to|after))?<T>",
        r"(?:was|is|has) <R> (?:been )?(?:evaluated|measured|assessed|monitored)", r"how was (?:the )?success measured<T>", r"(?:what|any) (?:numbers|figures|data)(?: are there| do you have)?<T>", r"what (?:kind|sort) of (?:results|effects?)<T>",
        r"what (?:evidence|proof) is there that <R> works?", r"que paso(?: al final)?<T>", r"o que aconteceu(?: depois)?<T>", r"que s est il passe(?: ensuite)?<T>", r"what came (?:of|out of) <R>", r"how (?:well )?did <R> (?:go|work|work out|turn out|do|perform|end)", r"how did <R> go",
        r"que resultados(?: (?:tuvo|hubo|dio|obtuvieron))?(?: <R>)?", r"cuales fueron los resultados<T>", r"(?:y )?funciono(?: <R>)?",
        r"que resultados(?: (?:teve|houve|deu))?", r"quais (?:foram |sao )?os resultados<T>", r"(?:e )?(?:funcionou|deu certo)(?: <R>)?",
        r"quels (?:ont ete les |sont les |furent les )?resultats<T>", r"(?:est ce que )?<R> a (?:marche|fonctionne)",
    )),
    (Aspect.WRONG, (
        r"what (?:went|goes|has gone|did go) wrong<T>", r"what went badly<T>", r"(?:did|does) anything go wrong<T>",
        r"why (?:did|has|have|does) <R> (?:fail|failed|not work|go wrong|stop|stopped|end|collapse)<T>",
        r"why (?:did not|didn t|does not|doesn t|hasn t) <R> work(?: out)?", r"why (?:the failure|so bad)",
        r"why (?:was|is|were) <R> (?:a failure|stopped|cancelled|canceled|abandoned|dropped|only partial|partial|shelved)",
        rf"{_WHAT}{_THEIR}(?:main |biggest )?(?:problems?|difficulties|obstacles?|risks?|pitfalls?|downsides?|drawbacks?|mistakes?|barriers?|criticisms?|challenges?|weaknesses|problemas|problemes|riesgos|riscos|risques)<T>",
        r"(?:what|which|any) (?:problems|mistakes|difficulties|challenges|obstacles)(?: (?:did <R> (?:have|face|meet|make|run into)|were there|came up))?",
        rf"what were {_THEIR}(?:main |biggest |greatest )?(?:problems?|difficulties|obstacles?|mistakes?|barriers?|challenges?|risks?)(?: that)? <R> (?:faced|had|met|made|ran into|had to overcome|encountered)<T>", r"what (?:did not|didn t) (?:work|go well)(?: out)?<T>", r"what were (?:the )?(?:things )?that went wrong<T>",
        r"que (?:salio|fue|anduvo) mal<T>", r"por que (?:fallo|fracaso|no funciono)(?: <R>)?", r"cuales fueron los problemas<T>",
        r"o que (?:deu|correu|saiu) (?:errado|mal)<T>", r"por que (?:e que )?(?:falhou|fracassou|nao funcionou|deu errado)(?: <R>)?", r"quais (?:foram )?os problemas<T>",
        r"qu est ce qui (?:a mal tourne|n a pas marche|a echoue|s est mal passe)<T>", r"pourquoi (?:<R> )?(?:a t il |a t elle |a )(?:echoue|rate)(?: <R>)?", r"pourquoi (?:<R> )?(?:n a pas marche|cet echec|l echec)", r"quels (?:ont ete les |sont les )?problemes<T>",
    )),
    (Aspect.PUBLIC, (
        rf"(?:was|were|is|are) there (?:(?:any|much|some|a lot of|lots of|strong|public|political|local|popular) )*{_STANCE}(?: (?:to|against|from|for|among|by) (?:<R>|(?:the )?{_PEOPLE}))?<T>",
        rf"what (?:did|do|does) (?:the |local |most )*{_PEOPLE} (?:think|say|feel|want)(?: (?:of|about) <R>)?<T>", rf"how (?:did|do) (?:the |local |most )*{_PEOPLE} (?:react|respond|feel|take)(?: (?:to|about) <R>| <R>)?<T>",
        rf"(?:did|do|does|were|are|was) (?:the |local |most )*{_PEOPLE} (?:like|love|hate|accept|support|oppose|resist|want|agree|complain|object|happy|satisfied|angry|consulted|asked|heard|in favou?r)(?: (?:of|about|with|to|against) <R>| <R>)?<T>",
        r"who (?:was|were|is)? ?(?:opposed|against|resisted|protested|complained|objected|supported|in favou?r)(?: (?:to|of|about|against) <R>| <R>)?<T>",
        r"how did <R> (?:get|win|gain|build|find|secure|convince|persuade|overcome|deal with|handle) (?:the )?(?:(?:political|public|popular|local|community) )*" + rf"(?:{_STANCE}|{_PEOPLE})<T>", r"how was <R> (?:received|communicated|sold to the public)(?: by \w+)?<T>", r"how did <R> (?:communicate|explain|sell) (?:it|this|that)(?: to \w+)?<T>",
        r"(?:hubo|houve|teve) (?:mucha |muita |alguna |alguma )?(?:oposicion|oposicao|resistencia|protestas?|protestos?|quejas|reclamacoes|apoyo|apoio)<T>", r"(?:y a t il eu|il y a eu) (?:de l |des |de la |une |du )?(?:opposition|resistances?|protestations?|soutien|plaintes)<T>",
        r"que (?:dijo|opino|pensaba|dijeron|opinaron) (?:la gente|los vecinos|los residentes)<T>", r"o que (?:disseram|acharam|pensaram) (?:os moradores|as pessoas)<T>", r"o que a populacao (?:disse|achou|pensou)<T>", r"qu (?:ont dit|en ont pense|ont pense|en pensent) les (?:habitants|riverains|gens)<T>",
    )),
    (Aspect.LESSONS, (
        rf"{_WHAT}{_THEIR}(?:main |key )?(?:lessons?|learnings?|takeaways?|lecciones|licoes|lecons)(?: learn(?:ed|t))?<T>", r"what (?:did|would|should|will) <R> (?:do|have done) (?:differently|better|otherwise)<T>", r"what lessons(?: (?:did|do|can|should) (?:they|we) (?:learn|draw))?<T>",
        r"what (?:did|have|can|could|should|do) (?:they|we|i|you|<R>) learn(?:ed|t)?<T>", r"what can <R> teach us",
        r"que (?:aprendieron|podemos aprender|lecciones)(?: \w+)?<T>", r"o que (?:aprenderam|podemos aprender)<T>", r"quais (?:foram )?as licoes<T>", r"qu (?:ont ils|a t on) appris<T>", r"quelles lecons<T>",
    )),
    (Aspect.NEEDS, (
        r"what (?:does|did|do|would) <R> (?:need|require|depend on|take)", rf"what (?:do|would|will) we need(?: for {_IT}| to do {_IT})?", r"what (?:is|was) (?:needed|required)<T>",
        rf"{_WHAT}{_THEIR}(?:conditions?|requirements?|prerequisites?|preconditions?|condiciones|condicoes)<T>", r"what must be in place<T>", r"what made <R> (?:work|possible|succeed|a success|successful)", r"why (?:did|does|has|is) <R> (?:work|worked|working|succeed|succeeded)(?: so well)?<T>", r"why (?:was|is) <R> (?:so )?(?:successful|a success)<T>",
        r"que (?:necesita|requiere|hace falta|se necesita|condiciones)(?: <R>)?", r"(?:do|de) que (?:precisa|depende|e preciso)", r"o que (?:e preciso|precisa|precisamos)(?: <R>)?", r"quais (?:sao )?as condicoes<T>",
        r"quelles (?:sont les )?conditions<T>", r"de quoi (?:a t on|avons nous) besoin", r"que faut il<T>",
    )),
    (Aspect.BEFORE, (
        rf"{_WHAT}{_THEIR}(?:situation|background|starting point)(?: before| at the start)?<T>", rf"why did <R> (?:do|start|build|need|want|try) {_IT}",
        r"what was <R> like before", r"what (?:was there|was it like) before<T>", r"what problem (?:did|does) <R> solve",
        r"por que lo hicieron", r"por que (?:o )?fizeram(?: isso)?", r"pourquoi l ont ils fait",
    )),
    (Aspect.DONE, (
        r"what (?:did|do|does) <R> do(?: exactly)?<T>", r"what (?:was|is|has been) done<T>", r"what exactly (?:did they do|was done)<T>",
        rf"how (?:did|do) <R> do {_IT}<T>", r"how (?:was|is|were) <R> (?:done|made|built|organi[sz]ed|run|set up|implemented|governed)", r"how (?:does|did) <R> work",
        r"what (?:is|was) <R>(?: about)?", r"how did <R> (?:start|begin|manage|go about it)", r"who (?:did|ran|led|built|made|runs|leads|managed|was behind|is behind|was in charge of|was involved in) <R>", r"who was (?:involved|in charge|responsible)<T>",
        r"que (?:hicieron|se hizo)<T>", r"como (?:lo hicieron|se hizo|funciona)(?: <R>)?", r"o que (?:fizeram|foi feito)<T>", r"como (?:fizeram|foi feito|funciona|o fizeram)(?: <R>)?",
        r"qu (?:ont ils|a t on) fait<T>", r"comment (?:ont ils fait|ca marche|ca fonctionne|l ont ils fait|cela marche)",
    )),
    (Aspect.COPYING, (
        r"what (?:should|must|do) (?:we|others|i|you) (?:need to )?(?:know|watch out for|consider|think of|keep in mind|look out for|be careful with)(?: before (?:copying|doing|trying)(?: <R>)?)?<T>",
        rf"{_WHAT}{_THEIR}(?:advice|tips|recommendations?)<T>", r"que debemos saber<T>", r"o que devemos saber<T>", r"que faut il savoir<T>",
    )),
    (Aspect.ASK, (
        r"whom? (?:can|could|should|do|to|shall|may|must) (?:we |i |you )?(?:ask|talk to|contact|call|write to|speak to|speak with|talk with|turn to)(?: for more)?(?: (?:about|on) it)?<T>",
        r"who (?:was|is|were|are) (?:the |in )?(?:lead|leading|main|responsible|implementing|executing)(?: (?:agency|agencies|department|body|partners?|organi[sz]ation|authority|office|institution|actors?))?<T>", r"(?:which|what) (?:agency|department|body|ministry|office|organi[sz]ation|authority) (?:led|ran|did|was behind|was responsible for|was in charge of|is responsible for) <R>",
        r"quien (?:lo |la )?(?:hizo|llevo a cabo|dirigio|lidero)(?: <R>)?", r"quem (?:o |a )?(?:fez|liderou|dirigiu|executou)(?: <R>)?", r"qui (?:l a |a )(?:fait|realise|dirige|pilote|porte)(?: <R>)?",
        r"who can (?:tell us more|help us|help|advise us)<T>", r"who knows(?: more)?<T>", rf"{_WHAT}(?:{_THEIR}|is there (?:a |any(?:one)? )?)contacts?(?: person| details)?<T>",
        rf"who else (?:did|does|has done|tried|has tried|does) {_IT}", rf"where else (?:was {_IT} done|did they do {_IT})", rf"(?:which|what) other cities (?:did|do|have done|have tried|tried) {_IT}",
        r"a quien (?:podemos |puedo |debemos |se puede )?(?:preguntar|contactar|preguntarle)<T>", r"con quien (?:podemos |puedo )?hablar<T>",
        r"a quem (?:podemos |posso |devemos )?(?:perguntar|contactar)<T>", r"com quem (?:podemos |posso )?falar<T>",
        r"a qui (?:peut on |pouvons nous |puis je |faut il )?(?:demander|parler|s adresser|poser la question)<T>", r"qui (?:peut on|pouvons nous|contacter)(?: contacter)?",
    )),
    (Aspect.SOURCES, (
        rf"(?:show (?:me |us )?)?{_WHAT}{_THEIR}(?:sources?|references?|evidence|fuentes?|fontes?)<T>", r"where (?:does|did|do) <R> come from", r"where (?:do|did) you (?:get|have|know) <R>(?: from)?", r"where is <R> from",
        r"(?:show me |send me |give me |can i have |is there )?(?:the |a )?(?:links?|url)<T>", r"where can (?:i|we) (?:read|find|see|learn)(?: out)?(?: (?:more|it|that|the source|the study))?<T>", r"where s (?:the |its )?(?:evidence|source)<T>", r"what s (?:the |its |your )?(?:evidence|source)<T>",
        r"(?:says who|who says (?:so|that|this))", r"how do you know(?: that| this| it)?", r"de donde (?:sale|viene)(?: <R>)?", r"de onde (?:vem|e)(?: <R>)?", r"d ou (?:vient|ca vient)(?: <R>)?", r"quelles (?:sont les )?sources<T>",
    )),
    (Aspect.ALL, (
        r"(?:please )?(?:tell|give) (?:me|us) (?:some )?(?:more|everything|details|all)(?: (?:about|on|of) <R>)?", r"tell (?:me|us) about <R>", r"more (?:about|on|details on|details about|info on) <R>",
        r"(?:some |more )?(?:details?|info|information)<T>", r"(?:open|show|explain|describe|expand|read|see|summari[sz]e|detail)(?: me| us)? (?P<n><N>)(?: please)?", r"(?P<n><N>)(?: please)?", r"(?:what|how) about (?P<n><N>)", r"and (?P<n><N>)",
        r"(?:and |what about |how about )?(?P<n>the last(?: one)?|(?:el|la|o|a) ultim[oa]|le dernier|la derniere)", r"(?:open|show|explain|describe|expand|read|see|summari[sz]e|detail)(?: me| us)? <R>", r"(?:i meant?|i was asking about|rather|no i meant) <R>", r"(?:give me )?(?:a |the )?(?:short |brief )?summary<T>", r"summari[sz]e",
        r"where (?:is|was) <R>", r"(?:in )?(?:which|what) (?:city|country|place)(?: (?:is|was) <R>(?: in| from)?)?", r"(?:y |e |et )?(?:que tal |e quanto ao |et pour )?(?P<n><N>)",
        r"elaborate<T>", r"explain <R>", r"summari[sz]e <R>", r"(?:i want to |can we |let s )?(?:know|hear|see) more about <R>",
        r"(?:cuentame|dime|cuentanos) mas(?: (?:de|sobre|del|acerca de) <R>)?", r"mas (?:sobre|detalles|informacion)<T>", r"mas sobre <R>", r"(?:conta|conte|fale|diga)(?: me| nos)? mais(?: (?:de|sobre|do) <R>)?", r"mais (?:detalhes|informacoes)<T>", r"mais sobre <R>",
        r"(?:dis|dites) (?:m|nous) en plus<T>", r"plus de details<T>", r"(?:en savoir )?plus sur <R>",
    )),
)  # fmt: skip
