"""What concerns the conversation itself, as people write it in four languages: help, thanks, the city, more, wider."""

import re
from collections.abc import Mapping

from api.chat.moves import Wish

_PLEASE = "(?: please| por favor| s il vous plait| svp)?"

_TONGUES = "(?:english|french|spanish|portuguese|german|italian|arabic|hindi|chinese|swahili|russian|ingles|espanol|castellano|portugues|frances|anglais|francais|espagnol|portugais|allemand)"

_PHRASES: Mapping[Wish, tuple[str, ...]] = {
    Wish.HELP: (
        r"help(?: me| us)?", r"(?:i |we )?need help", r"what can (?:you|i|we) (?:do|ask|say|tell)(?: here| for (?:me|us))?", r"what (?:do|are) you(?: do)?", r"who are you",
        r"how (?:does|do) (?:this|you|this bot|the bot) work", r"how do (?:i|we) (?:use|start|ask)(?: (?:this|you|it))?", r"commands?", r"instructions", r"examples?", r"usage", r"man", r"start", r"menu",
        r"ayuda(?:me)?", r"que puedes hacer", r"ajuda", r"o que (?:voce|podes|pode) (?:faz|fazer)", r"aide(?: moi)?", r"que (?:peux tu|pouvez vous|sais tu) faire",
    ),
    Wish.HELLO: (
        r"(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings|hola|buenos dias|buenas(?: tardes| noches)?|ola|oi|bom dia|boa tarde|boa noite|bonjour|bonsoir|salut|hallo|habari|jambo)(?: (?:there|all|everyone|everybody|team|citygraft|bot|again|a todos|tout le monde))?",
    ),
    Wish.THANKS: (
        r"(?:ok |okay |great |perfect |good |super )?(?:many )?(?:thanks|thank you|thx|ty|cheers|gracias|muchas gracias|obrigad[oa]|muito obrigad[oa]|merci|merci beaucoup|danke|asante)(?: (?:a lot|so much|very much|again|that helps|that helped|for (?:this|that|your help|the help)|citygraft|bien|all|mil))?",
        r"(?:ok|okay|k|great|(?:very |so )?good|perfect|super|cool|(?:very )?nice(?: one)?|excellent|wonderful|fine|alright|right|interesting|got it|i see|understood|yes(?: please)?|no thanks?(?: you)?|no that s all|that s all|bueno|vale|genial|otimo|certo|d accord|parfait|bye|goodbye|see you|adios|tchau|au revoir)",
    ),
    Wish.NO: (r"(?:no|nope|nah|nao|non|not really|no no)",),
    Wish.LANGUAGE: (
        rf"(?:(?:can|could) (?:you|i) |please )?(?:(?:answer|reply|write|speak|translate|say|ask|repeat)(?: (?:it|this|that|me|us))? )?(?:in|into|to|en|em|auf) {_TONGUES}", rf"do you speak {_TONGUES}", rf"{_TONGUES}", r"(?:what|which) languages? (?:do|can) you (?:speak|understand|know|answer in)",
    ),
    Wish.SHOW_CITY: (
        r"(?:(?:which|what)(?: is| s)? )?(?:(?:my|our|the|the asking|your) )?city(?: (?:is (?:it|this|that|set)|are we|do you (?:use|answer for|have)|are you (?:using|answering for)|now))?", r"what ?s my city", r"(?:which|what) city (?:am i in|are we in|do you have for (?:me|us)|is mine)", r"where are we(?: now)?", r"where am i",
        r"(?:which|what) (?:city|place|town)(?: (?:are you (?:answering|working) for|is (?:set|remembered)))?", r"show (?:me )?(?:my |the |our )?city", r"for (?:which|what) city",
        r"(?:cual es )?(?:mi |la )?ciudad", r"que ciudad", r"donde estamos", r"(?:qual e )?(?:a )?(?:minha )?cidade", r"que cidade", r"qual cidade", r"onde estamos", r"(?:quelle est )?(?:ma |la )?ville", r"quelle ville", r"ou sommes nous",
    ),
    Wish.FORGET_CITY: (
        r"(?:forget|clear|remove|delete|unset|reset|drop) (?:(?:my|our|the|this|that) )?city", r"(?:no|without|any) city", r"city (?:none|no|nothing|off|clear|forget)",
        r"(?:olvida|borra) (?:mi |la )?ciudad", r"sin ciudad", r"(?:esquece|esqueca|apaga) (?:a )?(?:minha )?cidade", r"sem cidade", r"(?:oublie|oubliez) (?:ma |la )?ville", r"sans ville",
    ),
    Wish.RESET: (
        r"start over", r"start again", r"reset", r"restart", r"forget (?:everything|it all|all)", r"(?:new|clear|delete) (?:conversation|chat)", r"clear(?: all| everything)?", r"empezar de nuevo", r"comecar de novo", r"recommencer",
    ),
    Wish.WIDEN: (
        r"(?:show |give )?(?:me |us )?(?:all|everything)(?: (?:of them|of these|answers|again|cases|results))*", r"(?:remove|clear|drop|reset|undo|forget) (?:(?:the|all|my|that|this|last) )*(?:\w+ )?(?:filters?|narrowing)", r"(?:without|no) (?:the |any )?filters?", r"(?:any|all) (?:outcomes?|years?|regions?|countries|places)", r"(?:go |show )?wider", r"unfilter", r"(?:go )?back(?: to all)?", r"undo(?: that| it)?", r"(?:show (?:me )?)?(?:the )?(?:full|whole|complete) (?:answer|list)",
        r"(?:muestra(?:me)? )?todos?(?: otra vez| de nuevo)?", r"sin filtros?", r"(?:mostre |mostra )?tod[oa]s(?: de novo| outra vez)?", r"sem filtros?", r"(?:montre(?: moi)? )?tout(?: a nouveau)?", r"sans filtres?",
    ),
    Wish.MORE: (
        r"(?:(?:show|give|see|list|any|some|are there|tell)(?: me| us)? )?(?:a few |some |any )?more(?: (?:please|answers|results|examples|cases|ones|of them|of these|of those|like this|options|cities))*", r"(?:the )?next(?: (?:ones|page|results|answers|three|please|one))?", r"continue", r"go on", r"keep going", r"what else(?: is there| do you have| have you got)?", r"anything else", r"(?:any |show (?:me )?(?:the )?|the |are there (?:any )?)?others?(?: (?:ones|examples|cases|answers|cities|results|options))?", r"(?:show (?:me )?)?the rest", r"and others", r"(?:any )?other (?:examples|cases|answers|cities|results|options|ideas)",
        r"(?:do you have|have you|got)(?: got)? (?:any |some )?(?:more|others)", r"(?:ver|dame) mas", r"ver mais", r"voir plus", r"(?:hay|tem|ha|y a t il)(?: algun)? (?:mas|otros|outros|mais|d autres)", r"mas", r"(?:muestra(?:me)? )?mas(?: ejemplos| casos| resultados)?", r"siguientes?", r"otros(?: ejemplos| casos)?", r"(?:algo|que) mas", r"hay mas", r"mais", r"(?:mostre |mostra )?mais(?: exemplos| casos| resultados)?", r"proximos?", r"outros(?: exemplos| casos)?", r"plus", r"encore", r"suivants?", r"(?:d )?autres(?: exemples| cas)?", r"la suite",
    ),
}  # fmt: skip

_COMPILED = tuple(
    (move, re.compile(rf"(?:{'|'.join(many)}){_PLEASE}")) for move, many in _PHRASES.items()
)


def phrase(said: str) -> Wish | None:
    """What a folded text wants of the conversation itself."""
    return next((move for move, pattern in _COMPILED if pattern.fullmatch(said)), None)
