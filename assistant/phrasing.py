"""A question put more plainly before it is translated: without frames that say nothing of its subject."""

import re

_GREETING = (
    r"(?:bonjour|bonsoir|salut|hola|buen[oa]s (?:d[ií]as|tardes|noches)"
    r"|ol[aá]|oi|bo[am] (?:dia|tarde|noite))"
)

_THANKS = r"(?:merci(?: d['’]avance| beaucoup)?|(?:muchas )?gracias|(?:muito )?obrigad[oa])"

_POLITE = (
    (re.compile(rf"(?i)^{_GREETING}\b(?: [aà] tou?[dt]?[oa]?s)?[\s,.!:]+(?=\S)"), ""),
    (re.compile(rf"(?i)(?<=[\s.,!?])¡?{_THANKS}[\s.!]*$"), ""),
)

_FRAMES = {
    "es": (
        (re.compile(
            r"(?i)^¿?(?:quisi[eé]ra(?:mos)?|(?:me|nos) gustar[ií]a|necesit(?:o|amos)|quiero|queremos)"
            r" saber (?:si )?"
        ), "¿"),
    ),
    "pt": (
        (re.compile(
            r"(?i)^(?:gostar[ií]a(?:mos)?|(?:eu )?quer[ií]a(?:mos)?|precis(?:o|amos)) (?:de )?saber (?:se )?"
        ), ""),
        (re.compile(r"(?i)\b(como|onde|quando|quem|o que|por que|quanto) é que\b"), r"\1"),
    ),
    "fr": (
        (re.compile("’"), "'"),
        (re.compile(r"(?i)\bparcequ(?=e\b|')"), "parce qu"),
        (re.compile(
            r"(?i)^(?:j'|je |nous |on )(?:voudr|aimer|souhait|cherch|v[eo]u)[a-z]+ (?:bien |à )?savoir (?:si |s')?"
        ), ""),
        (re.compile(r"(?i)\bqu'est-ce qu(?:e\b|')\s*"), "que "),
        (re.compile(r"(?i)(?<!qu')\best-ce qu(?:e |')"), ""),
    ),
}  # fmt: skip

_INVERTED = re.compile(r"(?i)(?<![-\w])((?:[nl]')?[a-zà-ÿ]+)-(?:t-)?(ils?|elles?|on|nous|vous)\b")

_SET = {
    "peut on",
    "doit on",
    "pouvons nous",
    "existe il",
    "faut il",
    "vaut il",
    "est il",
    "rendez vous",
}
"""Inversions that the glossary has in its terms, and a noun; they stay."""


def plainer(text: str, language: str) -> str:
    """A question ("es", "pt" or "fr") without greeting, thanks, `est-ce que` and the like; never empty.

    French inversions become statements: `a-t-on réussi` is `on a réussi`, `l'eau est-elle propre` is
    `l'eau est propre`.
    """
    said = text
    for frame, instead in (*_POLITE, *_FRAMES[language]):
        said = frame.sub(instead, said)
    if language == "fr":
        said = _INVERTED.sub(_stated, said)
    return said.strip() or text


def _stated(inverted: re.Match[str]) -> str:
    verb, pronoun = inverted[1].lower(), inverted[2].lower()
    if f"{verb} {pronoun}" in _SET or inverted.string[: inverted.start()].lower().endswith("y "):
        return inverted[0]
    # a pronoun of the third person repeats the subject that stands before
    return verb if pronoun.startswith(("il", "elle")) else f"{pronoun} {verb}"
