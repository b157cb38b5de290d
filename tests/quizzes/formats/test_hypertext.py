"""Is whatever acts refused, and does the rest say in plain words what it said?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import Refused
from quizzes.formats.hypertext import parse, pictures_in, words

# Of each family of the usual lists of vectors (OWASP, PortSwigger) one or two.
ACTING = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil/x.js>",
    "<scr\tipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr = alert(1)>",
    "<p onclick='x()'>a</p>",
    "<body onload=x()>",
    "<svg/onload=alert(1)>",
    "<math><mtext></mtext></math>",
    "<iframe src='https://evil'></iframe>",
    "<iframe srcdoc='<b>'>",
    "<object data='x'></object>",
    "<embed src=x>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' jAvAsCrIpT:alert(1)'>a</a>",
    "<a href='java&#10;script:alert(1)'>a</a>",
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "<a href='data:text/html,<script>'>a</a>",
    "<a href='vbscript:x'>a</a>",
    "<img src='data:image/svg+xml,x'>",
    "<form action='/logout'><input type=submit>",
    "<button formaction='/x'>a</button>",
    "<link rel=stylesheet href=x>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<base href='//evil/'>",
    "<style>@import 'x';</style>",
    "<p style='background:url(//evil)'>a</p>",
    "<p style='width:expression(x())'>a</p>",
    "<template><b></b></template>",
    "<noscript><b></noscript>",
    "<div><video src=x onplay=x()>",
]


@pytest.mark.parametrize("html", [vector for vector in ACTING if "\t" not in vector])
def test_what_acts_is_refused_with_its_line(html: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(f"one\ntwo {html}", line=10)
    assert refused.value.problems[0].line == 11


def test_a_broken_name_of_an_element_is_no_element() -> None:
    assert "alert" not in words(parse("<scr\tipt>a"))


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/=\"' &;abscript:on"), max_size=60))
def test_any_text_becomes_words_or_is_refused(html: str) -> None:
    try:
        assert isinstance(words(parse(html)), str)
    except Refused as refused:
        assert refused.problems


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("a <b>bold</b> word", "a bold word"),
        ("<p>one</p>\n  <p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("7.2 &times; 10<sup>9</sup>/L, H<sub>2</sub>O, x<sup>th</sup>", "7.2 × 10⁹/L, H₂O, x^th"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<table><tr><td>Hb</td><td>8</td></tr></table>", "Hb 8"),
        ("5 &lt; 6 &amp;&amp; a&nbsp;b", "5 < 6 && a b"),
        ("<!-- gone -->kept</b></p>", "kept"),
        ("", ""),
    ],
)
def test_decoration_goes_and_words_stay(html: str, plain: str) -> None:
    assert words(parse(html)) == plain


def test_pictures_are_named_by_their_words_and_depth_is_limited() -> None:
    assert pictures_in(parse("<img src='a.png' alt='A film'><video src='b.mp4'></video>")) == [
        "A film",
        "without words",
    ]
    with pytest.raises(Refused, match="deeply"):
        parse("<div>" * 100)
    with pytest.raises(Refused, match="longer"):
        parse("a" * 30_000)


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<![", "</p", "<a b='", "<!", "&#", "<sup>", '<p "'])
def test_a_text_made_to_be_slow_is_read_as_any_other(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    try:
        assert isinstance(words(parse(text)), str)
    except Refused as refused:
        assert "deeply" in str(refused)


def test_an_active_element_that_is_not_closed_is_refused_too() -> None:
    with pytest.raises(Refused, match="script"):
        parse("a <script src=x ")
