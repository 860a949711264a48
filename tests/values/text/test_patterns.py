"""Text that matches a regular expression and has a wanted length."""

from __future__ import annotations

import itertools
import re
import sys
import types
from typing import Annotated, Any

import pydantic
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.values.annotations import Rules
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import Pattern

STRONG = r"(?=.*\d)(?=.*[a-z])(?=.*[A-Z])(?=.*\W).{8,}"
ADDRESS = r"^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$"
LABEL = r"^(?!.*--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$"


def asked(regex: Any, fewest: int | None = None, most: int | None = None, kind: Any = str) -> Any:
    return Annotated[kind, Rules(min_length=fewest, max_length=most), Pattern(regex)]


@pytest.mark.parametrize(
    ("regex", "fewest", "most"),
    [
        (r"^[a-z]+$", None, None),
        (r"^[A-Z]{3}-\d{4}$", None, 8),
        (r"\d{3}", 10, 12),
        (STRONG, None, None),
        (STRONG, 20, 20),
        (r"^(?!0)\d+$", 3, 3),
        (r"(['\"]).*?\1", 5, 9),
        (r"^(\w+)-\1$", 40, 45),
        (r"(?P<sign>[+-])\d(?P=sign)", 3, None),
        (r"\bfoo\b", 10, 12),
        (r"\Bfoo\B", 5, None),
        (r"^(?:(?!ab).)*$", 5, 5),
        (r"^(?:(?!ab).){1,255}$", 200, None),
        (r"(?<=\$)\d+", None, None),
        (r"(?<!\d)\d{2}(?!\d)", 6, 6),
        (r"(?<=a(?:b|c)d{2})x", 7, None),
        (r"^a{2,5000}$", 3000, None),
        (r"(a|b)*a(a|b){12}", None, None),
        (r"[\w.+-]+@[\w-]+\.[a-z]{2,}", 20, 30),
        (r"(?i)^hello$", None, None),
        (r"^(?i:a)(?-i:b)$", None, None),
        (r"(?x) ^ a  b $ # a comment", None, None),
        (r"(?s)^.\n$", 2, 2),
        (r"^\s+$", 2, 3),
        (r"^\S+\D\W$", 4, 4),
        (r"^[^\x00-\x7f]+$", None, None),
        (r"^[\u4e00-\u9fff]{2,4}$", None, None),
        (r"(<)?\w+(?(1)>|$)", 8, 8),
        (r"(?m)^x$\n^y$", 8, 12),
        (ADDRESS, 12, None),
        (r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$", None, None),
        (r"", 3, 4),
        (r"^$", None, None),
        (r"^(?=.{5,10}$)[a-z]+\d+$", None, None),
        (LABEL, 1, 63),
        (r"^.{5000}$", None, None),
        (r"^(a?){3}b*?$", 6, None),
        (r"^.*\Z", 12, None),
        (r"(?<!a)(?<!b)c", 3, 3),
        (r"(?=(\w)\1)\w+(?:(?=x)x)?-\1", 6, 6),
        (r"(\w)?(?(1)(?=b)|(?=c))\w", 4, 4),
        (r"^(?:(?=a)\w){2,4}$", 3, None),
        (r"^[a-c-f]{4}(x*)\1$", 8, 8),
        (r"^(a(?=b)|c)[bd]\1$", None, None),
        (r"(?<=ab|cd)x", 3, 9),
        (r"(?<=(a)b)x", 3, 9),
        (r"^(?:(?=a)a*)*b$", None, 12),
    ],
)
def test_words_match_and_have_the_length(regex: str, fewest: int | None, most: int | None) -> None:
    for value in values_of(asked(regex, fewest, most), 40):
        assert re.search(regex, value), value
        assert (fewest or 0) <= len(value) <= (most or len(value))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="atomic groups are new in Python 3.11")
@pytest.mark.parametrize("regex", [r"(?>a+)b", r"^a++b?+c{2}+$"])
def test_atomic_groups_are_understood(regex: str) -> None:
    assert all(re.search(regex, value) for value in values_of(asked(regex), 40))


@pytest.mark.skipif(sys.version_info < (3, 14), reason="an empty text has a place without a boundary since Python 3.14")
def test_an_empty_text_has_a_place_without_a_boundary() -> None:
    assert value_of(asked(r"^\B$")) == ""
    assert value_of(asked(r"\B", 0, 0)) == ""
    with pytest.raises(UnfillableError, match="no str satisfies"):
        value_of(asked(r"^(?!\B)$"))


@pytest.mark.skipif(
    sys.version_info >= (3, 14), reason="an empty text has a place without a boundary since Python 3.14"
)
def test_an_empty_text_had_no_place_without_a_boundary() -> None:
    with pytest.raises(UnfillableError, match="no str satisfies"):
        value_of(asked(r"\B", 0, 0))
    assert value_of(asked(r"^(?!\B)$")) == ""


def test_bytes_match_as_well() -> None:
    values = values_of(asked(rb"^\x00[a-f]+\xff$", 3, 5, bytes), 40)
    assert all(re.search(rb"^\x00[a-f]+\xff$", value) and 3 <= len(value) <= 5 for value in values)


@pytest.mark.parametrize(("mode", "values"), [("search", "ab?"), ("match", "ab?"), ("fullmatch", "ab")])
def test_a_pattern_says_where_it_must_match(mode: Any, values: str) -> None:
    found = values_of(Annotated[str, Pattern("ab", mode), Rules(min_length=2, max_length=len(values))], 50)
    assert all(getattr(re, mode)("ab", value) for value in found)
    assert {len(value) for value in found} == {2}


def test_a_compiled_expression_is_a_pattern() -> None:
    expression = re.compile("^ab{3}$", re.IGNORECASE)
    assert all(expression.search(value) for value in values_of(Annotated[str, Pattern(expression)], 20))


def test_several_patterns_are_all_kept() -> None:
    annotation = Annotated[str, Pattern(r"^[a-z]"), Pattern(r"\d\d"), Pattern(r"[!?]$"), Rules(max_length=5)]
    for value in values_of(annotation, 50):
        assert re.search(r"^[a-z]", value)
        assert re.search(r"\d\d", value)
        assert re.search(r"[!?]$", value)
        assert len(value) <= 5


def test_classes_of_other_engines_are_translated() -> None:
    for value in values_of(asked(r"^\p{Lu}[\p{Ll}\p{Nd}]+\z"), 20):
        assert re.fullmatch("[A-Z][a-z0-9]+", value)


@pytest.mark.parametrize(
    ("regex", "meant"),
    [
        (r"(?i)^[[:lower:]]{3}$", "[a-zA-Z]{3}"),
        # A name that there is not is a class within the class.
        (r"^[[:foo:]]$", "[:fo]"),
        (r"^[[:^foo:]]$", "[:^fo]"),
        (r"^[[:^alpha:]&&[!-~]]$", "[!-@\\[-`{-~]"),
        (r"^[[:alpha:]--[a-y]]$", "[A-Zz]"),
        (r"^x[[:alpha:]&&[0-9]]*$", "x"),
    ],
)
def test_classes_mean_what_they_mean_to_the_engine_of_pydantic(regex: str, meant: str) -> None:
    judge = pydantic.TypeAdapter(Annotated[str, pydantic.StringConstraints(pattern=regex)])
    for value in values_of(asked(regex), 40):
        assert judge.validate_python(value) == value
        assert re.fullmatch(meant, value)


def test_what_no_group_can_be_followed_by_is_left_out_of_its_words() -> None:
    assert set(values_of(asked(r"^(a(?=b)|c)[bd]\1$"))) == {"aba", "cbc", "cdc"}
    assert value_of(asked(r"^(a(?=b))b\1$")) == "aba"
    assert value_of(asked(r"^(x(?!b))[bd]\1$")) == "xdx"


@pytest.mark.parametrize(
    "regex", [r"ab|(?!)c", r"ab|[^\s\S]c", r"(?:[^\s\S])*ab", r"(?:[^\s\S])+c|ab", r"(?=[^\s\S])a|ab"]
)
def test_what_nothing_matches_is_never_taken(regex: str) -> None:
    assert value_of(asked(regex)) == "ab"


def test_every_alternative_comes_up() -> None:
    assert set(values_of(asked(r"^(cat|dog|mouse|a{2})$"))) == {"cat", "dog", "mouse", "aa"}


def test_a_set_of_words_of_which_there_are_too_many_to_count_is_drawn() -> None:
    members = value_of(Annotated[types.GenericAlias(set, (asked(r"^(a|b)*a(a|b){12}$"),)), Rules(min_length=20)])
    assert len(members) == 20
    assert all(re.search(r"^(a|b)*a(a|b){12}$", each) for each in members)


def test_a_set_of_bytes_gets_all_there_are() -> None:
    few = asked(rb"^[ab]{1,2}$", kind=bytes)
    members = value_of(Annotated[types.GenericAlias(set, (few,)), Rules(min_length=6)])
    assert members == {b"a", b"b", b"aa", b"ab", b"ba", b"bb"}


def test_a_set_gets_all_the_words_there_are() -> None:
    few, fewer = asked(r"^[ab]{1,2}$"), asked(r"^[ab]$")
    members = value_of(Annotated[types.GenericAlias(set, (few,)), Rules(min_length=6)])
    assert members == {"a", "b", "aa", "ab", "ba", "bb"}
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[types.GenericAlias(set, (fewer,)), Rules(min_length=3)])
    assert str(caught.value).startswith("F.x: 3 different values of type ")
    assert str(caught.value).endswith(
        " are wanted, and only 2 could be made. Lower the minimum length, or declare the field."
    )


@pytest.mark.parametrize(
    ("regex", "fewest", "most", "shown"),
    [
        ("^a$", 2, None, "min_length=2 and pattern='^a$'"),
        ("^(a|bb){3}$", 7, None, "min_length=7 and pattern='^(a|bb){3}$'"),
        ("a{5}", None, 4, "max_length=4 and pattern='a{5}'"),
        ("a^b", None, None, "pattern='a^b'"),
        ("(?!a)a", None, None, "pattern='(?!a)a'"),
        (r"a\bb", None, None, r"pattern='a\\bb'"),
    ],
)
def test_pattern_and_length_that_exclude_each_other_are_refused(
    regex: str, fewest: int | None, most: int | None, shown: str
) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(asked(regex, fewest, most))
    assert str(caught.value) == f"F.x: no str satisfies {shown}. Correct the constraints, or declare the field."


@pytest.mark.parametrize(
    ("regex", "kind", "reason"),
    [
        ("[", str, "it is no regular expression of Python (unterminated character set at position 0)"),
        (b"a", str, "one is about text, the other about bytes"),
        ("(?:(?=a)a){1001}", str, "it repeats a lookahead up to 1001 times"),
        (r"(a)(?<=\1)b", str, "its lookbehind contains a reference"),
        (r"[[:alpha:]])", str, "it is no regular expression of Python (unbalanced parenthesis at position 11)"),
        (r"\p{Qq}", str, "it is no regular expression of Python (bad escape \\p at position 0)"),
        (r"[[:alpha:]\h]", str, "it is no regular expression of Python (bad escape \\h at position 10)"),
        (r"[\p{Lu}z-a]", str, "it is no regular expression of Python (bad escape \\p at position 1)"),
        (r"[\p{Lu}a-\d]", str, "it is no regular expression of Python (bad escape \\p at position 1)"),
        ("(?=.*a.{14}b)(?=.*b.{13}a)(?=.*c.{12}a).{60}", str, "it has too many states"),
    ],
)
def test_what_is_not_understood_is_named(regex: Any, kind: Any, reason: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(asked(regex, kind=kind))
    assert str(caught.value) == (
        f"F.x: pattern={regex!r} cannot be satisfied for str: {reason}. Declare the field, or correct its constraints."
    )


@pytest.mark.skipif(sys.version_info < (3, 11), reason="possessive quantifiers are new in Python 3.11")
def test_what_never_matches_is_found_out_by_the_construct() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(asked("a*+a"))
    assert str(caught.value) == (
        "F.x: pattern='a*+a' cannot be satisfied for str: what was made for it did not match, because of "
        "a possessive quantifier. Declare the field, or correct its constraints."
    )


ATOMS = st.sampled_from(["a", "b", "1", "[ab]", "[^a]", r"\d", r"\w", r"\W", ".", " ", "[a1 ]", "(?i:A)"])
PLACES = st.sampled_from(["^", "$", r"\b", r"\B", r"\A", r"\Z", "(?<=a)", "(?<!b)", "(?<=[ab]1)"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quantifier = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}?", "*?", "{2,}"])
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds("(?:{}){}".format, inner, quantifier),
        st.builds("(?={}){}".format, inner, inner),
        st.builds("(?!{}){}".format, inner, inner),
        st.builds("({})".format, inner),
    )


REGEXES = st.recursive(st.one_of(ATOMS, ATOMS, PLACES), grown, max_leaves=8)
SMALL = ["".join(each) for size in range(5) for each in itertools.product("aAbB1 c-", repeat=size)]


@settings(deadline=None, max_examples=400)
@given(REGEXES, st.integers(0, 4), st.integers(0, 4))
@example("(?:(?!ab).)*$", 3, 0)
def test_what_is_made_matches_and_what_is_refused_cannot_be_made(regex: str, fewest: int, more: int) -> None:
    most = min(fewest + more, 4)
    possible = [each for each in SMALL if fewest <= len(each) <= most and re.search(regex, each)]
    try:
        value = value_of(asked(regex, fewest, most))
    except UnfillableError:
        value = None
    if value is None:
        assert not possible
    else:
        assert re.search(regex, value)
        assert fewest <= len(value) <= most


@settings(deadline=None, max_examples=200)
@given(REGEXES, st.integers(0, 2**32))
def test_long_words_match_too(regex: str, seed: int) -> None:
    annotation = Annotated[str, Pattern(f"^x*{regex}"), Rules(min_length=30)]
    try:
        values = values_of(annotation, 3)
    except UnfillableError:
        return
    assert all(re.search(f"^x*{regex}", value) and len(value) >= 30 for value in values)


def test_the_same_seed_gives_the_same_word() -> None:
    assert values_of(asked(STRONG), 20) == values_of(asked(STRONG), 20)
