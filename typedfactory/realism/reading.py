"""From the name of a field to what it means: words, prefixes, and what the model's own name adds."""

from __future__ import annotations

import re
from collections.abc import Collection

import attrs

from typedfactory.realism.names import (
    ALONE,
    COMPANIES,
    LAYERS,
    NAMES,
    NETWORKS,
    PEOPLE,
    QUESTIONS,
    THINGS,
    UNKNOWN_ADDRESSES,
)

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d*|[A-Z]+\d*|\d+")
_KIND_OF = {name: kind for kind, names in NAMES.items() for name in names}
#: What only a person has; an address of e-mail counts as long as the model does not say otherwise.
_PERSON_EVIDENCE = frozenset(
    {"first_name", "last_name", "birth_date", "age", "username", "password", "email", "job_title"}
)
_PLACE_EVIDENCE = frozenset({"city", "postcode", "street", "country", "country_code"})
_NETWORK_EVIDENCE = frozenset({"port", "mac", "domain", "ip"})


@attrs.frozen
class Meaning:
    """What the name of a field means.

    Attributes:
        kind: The kind of value, a key of the table.
        group: The words in front, joined by underscores; empty where there are none.
    """

    kind: str
    group: str = ""


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters.

    Example:
        >>> words_of("billingZipCode"), words_of("user_email"), words_of("IPAddress"), words_of("address_line1")
        (['billing', 'zip', 'code'], ['user', 'email'], ['ip', 'address'], ['address', 'line1'])
    """
    return [word.lower() for word in _WORDS.findall(name)]


def read_name(name: str) -> Meaning | None:
    """Return what a name means by itself, the longest known end of it counting; None where nobody knows.

    Example:
        >>> read_name("billing_city"), read_name("emailAddress"), read_name("colour_of_hair")
        (Meaning(kind='city', group='billing'), Meaning(kind='email', group=''), None)
    """
    words = words_of(name)
    if not words or (words[0] in QUESTIONS and len(words) > 1):
        return None
    for start in range(len(words)):
        end = "_".join(words[start:])
        if end in _KIND_OF and (start == 0 or end not in ALONE):
            return Meaning(_KIND_OF[end], "_".join(words[:start]))
    return None


def subject_of(model: str) -> str:
    """Return the word of a model's name that says what it is.

    Example:
        >>> subject_of("CompanyUser"), subject_of("ProductCreateRequest"), subject_of("In")
        ('user', 'product', '')
    """
    words = words_of(model)
    while words and words[-1] in LAYERS:
        words.pop()
    return words[-1] if words else ""


def settle_meaning(meaning: Meaning, model: str, kinds: Collection[str]) -> Meaning | None:
    """Return what a name means in its model, for names that mean several things.

    Args:
        meaning: What it means by itself.
        model: The model's name.
        kinds: The kinds of the model's fields, of those with the same words in front.

    Example:
        >>> settle_meaning(Meaning("name"), "Customer", ()), settle_meaning(Meaning("name"), "Company", ())
        (Meaning(kind='full_name', group=''), Meaning(kind='company', group=''))
        >>> settle_meaning(Meaning("state"), "Order", ()) is None
        True
    """
    subject = meaning.group.rpartition("_")[2] or subject_of(model)
    if meaning.kind == "name":
        return attrs.evolve(meaning, kind=_kind_of_name(subject, kinds, alone=not meaning.group))
    if meaning.kind == "title":
        person = subject in PEOPLE or (not meaning.group and {"first_name", "last_name"} & {*kinds})
        return attrs.evolve(meaning, kind="honorific" if person else "title")
    if meaning.kind == "state" and not _PLACE_EVIDENCE & {*kinds}:
        return None
    if meaning.kind == "address" and subject in UNKNOWN_ADDRESSES:
        return None
    if meaning.kind == "address" and (subject in NETWORKS or _NETWORK_EVIDENCE & {*kinds}):
        return attrs.evolve(meaning, kind="ip")
    return meaning


def _kind_of_name(subject: str, kinds: Collection[str], *, alone: bool) -> str:
    if subject in PEOPLE:
        return "full_name"
    if subject in COMPANIES:
        return "company"
    if subject in THINGS:
        return THINGS[subject]
    return "full_name" if alone and _PERSON_EVIDENCE & {*kinds} else "label"
