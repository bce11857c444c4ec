from urllib.parse import unquote

import pytest

from api.exports.response import MEDIA, Kind, attachment


@pytest.mark.parametrize("kind", MEDIA)
def test_a_file_is_saved_and_never_shown(kind: Kind) -> None:
    response = attachment(b"x", kind, "São Paulo: trees")
    named = response.headers["content-disposition"]
    assert named.startswith(f'attachment; filename="sao-paulo-trees.{kind}"; ')
    assert unquote(named.partition("filename*=UTF-8''")[2]) == f"São-Paulo-trees.{kind}"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-type"] == MEDIA[kind]
    assert response.body == b"x"


@pytest.mark.parametrize(
    "title", ['a"; x="b', "a\r\nSet-Cookie: b=c", "../../a", "水 🙂", "\ud800", "=1+1", "x" * 5000]
)
def test_no_title_breaks_the_header(title: str) -> None:
    named = attachment(b"", "docx", title).headers["content-disposition"]
    assert named.isascii()
    assert named.isprintable()
    assert len(named) < 800
    assert named.count('"') == 2
    assert ".." not in named
