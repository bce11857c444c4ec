"""Words of RTF: what prints a character, what is not printed, and which encoding a font's letters have.

Source: Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

PRINTED = {
    "tab": " ",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "~": "\xa0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
    "nestcell": " ",
    "nestrow": " ",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
"""Control words and symbols that stand for a character."""

ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})
"""Those that end a paragraph."""

TOLD = ENDS | {"pard", "s", "outlinelevel", "ilvl", "intbl", "cell", "row", "footnote"}
"""Words that say something of paragraphs."""

UNPRINTED = frozenset(
    {
        "colortbl",
        "pict",
        "objdata",
        "objclass",
        "objname",
        "fldinst",
        "annotation",
        "author",
        "operator",
    }
    | {
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "company",
    }
    | {
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "listtable",
        "listoverridetable",
    }
    | {
        "themedata",
        "datastore",
        "xmlnstbl",
        "rsidtbl",
        "revtbl",
        "filetbl",
        "generator",
        "template",
    }
    | {
        "sp",
        "shprslt",
        "nonshppict",
        "upr",
        "xe",
        "tc",
        "rxe",
        "txe",
        "formfield",
        "datafield",
        "category",
    }
    | {
        "bkmkstart",
        "bkmkend",
        "atnid",
        "atnauthor",
        "atndate",
        "subject",
        "keywords",
        "doccomm",
        "comment",
    }
    | {
        "manager",
        "hlinkbase",
        "creatim",
        "revtim",
        "printim",
        "buptim",
        "falt",
        "panose",
        "private",
    }
    | {
        "latentstyles",
        "background",
        "pgdsctbl",
        "macc",
        "mmathPr",
        "nesttableprops",
        "vern",
        "passwordhash",
    }
    | {
        "mctrlPr",
        "mrPr",
        "mfPr",
        "msSupPr",
        "msSubPr",
        "mradPr",
        "mnaryPr",
        "mdPr",
        "mlimLowPr",
        "mlimUppPr",
    }
)
"""Groups whose text is no part of the page."""

STARRED = frozenset({"shpinst", "ud", "moMath", "moMathPara", "footnote"})
"""Groups marked as not known to every program, and printed all the same."""

CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Encodings of the letters of a font by its character set; those not listed have the file's encoding."""

MACHINES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Encodings that a file states for all of its letters."""
