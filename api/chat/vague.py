"""Words that name nothing by themselves: a message of only such words is no question that a search can answer."""

from corpus.gazetteer import fold

WORDS = frozenset(
    """
    a about above after again ago all also always am an and another any anybody anyone anything are as ask asked at away back bad be became because been before behind being best better
    between big bigger biggest both but by can case cases cheap cheaper cheapest city cities closest come comes common compare compared comparison could days did different differently do does doing done
    down each earlier early easy easier else enough even ever every everyone everything example examples except expensive explain far fast few finally find first fit fits for former found from full get
    gets getting give given gives go goes going good got great had happen happened happens hard has have having he her here highest him his how however i idea if in instead into is it its itself just
    keep kept kind know known large larger largest last later latest least left less let like likely little long longer look looks lot low lower made make makes making many may maybe me mean means meant
    might mine more most much must my need needed needs never new newer newest next nice no nor not nothing now number of off often ok okay old older oldest on once one ones only or other others our ours
    out over own part people perhaps place places please possible probably put quick quicker quickest quite rather really recent right run said same say says second see seem seems sentence several shall she short
    shorter should show similar since simple small smaller smallest so some somebody someone something soon start started still stop such sure take takes taken tell than that the their theirs them then there
    these they thing things think third this those though three through time times to today together told too took towards tried true try two under until up upon us use used using version very want wanted
    was way ways we well went were what when where whether which while who whole whom whose why will with within without word words work worked working works worse worst would wrong year years yes yet you your
    answer answers article budget cost costs detail details evidence export figure figures fund funded funding info information item items lesson lessons link money notes option options outcome page paid pay price problem
    problems project projects question reason reasons result results source sources success summary table text tldr
    t s re m ll d ve isn doesn didn don wasn weren hasn
    usd eur gbp dollar dollars euro euros rupee rupees peso pesos real reais franc francs cfa shilling shillings naira pound pounds rand yen
    algo alguna algun alguno algunos alla alli aqui asi aun aunque bien cada caso casos como con cual cuales cuando cuanto cuantos cuantas de del desde despues donde dos el ella ellos en entonces era es esa ese eso esos
    esta estan este esto estos fue fueron ha hace hacer haber hay hizo la las le les lo los mas me mejor menos mi mismo mucho muy nada ni nos nosotros o otra otro otros para pero poco por porque puede pueden
    que quien quienes se ser si sin sobre son su sus tambien tan te tiene tienen todo todos tres tu un una uno usted vez y ya yo ultimo
    agora ainda ali ao aos as assim ate cada com como da das depois do dos e ela ele eles em entao era essa esse esta este eu foi foram ha isso isto ja lhe mais mas melhor menos mesmo minha muito na nao nas no nos
    nossa o onde os ou outra outro outros para pela pelo pode podem porque pouco pra quais qual quando quanto quantos quantas que quem sao se sem ser seu sua so sobre tambem te tem tinha todos tres um uma vez voce
    alors apres au aussi autre autres aux avec avant avoir bien c ca car ce cela celle celui ces cet cette ceux chez ci combien comment d dans de des donc du elle elles en encore est et etait ete etre eux
    fait faire faut ici il ils j je l la le les leur lui ma mais me meme mes mieux moi moins mon n ne nos notre nous on ont ou par pas peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi
    s sans se sera ses si son sont sur t ta te tes toi ton tous tout tres trop tu un une va vers votre vous y
    """.split()  # noqa: SIM905 - a list of quoted words could not be read
)
"""In English, Spanish, Portuguese and French, folded: small words, verbs of all trades, and what answers themselves are spoken of with."""


def vague(text: str) -> bool:
    """Whether a message has no word that a search could go by."""
    held = fold(text).split()
    return bool(held) and all(word in WORDS or word.isdigit() for word in held)


def telling(folded: str) -> str:
    """The words of a folded text that name something."""
    return " ".join(word for word in folded.split() if word not in WORDS and not word.isdigit())
