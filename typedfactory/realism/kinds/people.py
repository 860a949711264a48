"""People: names, and what goes by them."""

from __future__ import annotations

import re
import unicodedata

from typedfactory.realism.countries import PHONES
from typedfactory.realism.names import COMPANIES
from typedfactory.realism.reading import subject_of
from typedfactory.realism.scene import Kind, Scene, faked, today
from typedfactory.typeinfo.calendar import datetime

#: Reserved for examples (RFC 2606).
_DOMAINS = ("example.org", "example.com", "example.net")
_WRITTEN = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "\u0131": "i"}
)
#: The two dots that NFKD takes off a letter; German writes them as an e.
_DOTS = "\u0308"
_LOCAL = re.compile(r"^([a-z]+)[._-]([a-z]+)\d*$", re.IGNORECASE)
_YOUNGEST, _OLDEST = 18, 80
_FIRST_BIRTHDAY = datetime.date(1945, 1, 1)
_BIRTHDAYS = (datetime.date(2004, 12, 31) - _FIRST_BIRTHDAY).days
_HONORIFICS = ("Mr.", "Mrs.", "Ms.", "Dr.")


def plain(text: str, locale: str = "") -> str:
    """Return a name in small ASCII letters; empty where its script has none.

    Example:
        >>> plain("Jörg Weiß", "de_DE"), plain("Zoë O'Hara")
        ('joergweiss', 'zoeohara')
    """
    spelt = unicodedata.normalize("NFKD", text.translate(_WRITTEN))
    if locale.startswith("de"):
        spelt = spelt.replace(_DOTS, "e")
    return re.sub(r"[^a-z0-9]", "", spelt.encode("ascii", "ignore").decode().lower())


def first_name(scene: Scene) -> str:
    """Make a first name: that of a name or an address that is given."""
    known = _part_of_given(scene, 0)
    return known if known and not scene.attempt else str(scene.fake("first_name"))


def last_name(scene: Scene) -> str:
    """Make a last name, as above."""
    known = _part_of_given(scene, -1)
    return known if known and not scene.attempt else str(scene.fake("last_name"))


def _part_of_given(scene: Scene, part: int) -> str:
    words = scene.given_text("full_name").split()
    if len(words) > 1:
        return words[part]
    found = _LOCAL.match(scene.given_text("email").partition("@")[0])
    return found.groups()[part].capitalize() if found else ""


def middle_name(scene: Scene) -> str:
    """Make a middle name."""
    return str(scene.fake("first_name"))


def full_name(scene: Scene) -> str:
    """Make a name: first and last one, where the object has them."""
    first, last = _names(scene)
    return f"{first} {last}".strip()


def _names(scene: Scene) -> tuple[str, str]:
    """Return first and last name of the object, drawn where it has none."""
    first, last = scene.read_text("first_name"), scene.read_text("last_name")
    if not first or not last:
        found = _LOCAL.match(scene.given_text("email").partition("@")[0]) if not first and not last else None
        if found:
            return found[1].capitalize(), found[2].capitalize()
    return first or str(scene.fake("first_name")), last or str(scene.fake("last_name"))


def _owner(scene: Scene) -> tuple[str, str]:
    """Return first and last name of who has an address, in small ASCII letters; one may be empty."""
    locale = scene.locale
    if not scene.read_text("first_name") and not scene.read_text("last_name"):
        words = [word for each in scene.read_text("full_name").split() if (word := plain(each, locale))]
        if words:
            return words[0], words[-1] if len(words) > 1 else ""
        if scene.read_text("full_name"):
            return f"user{scene.digits(5)}", ""
        company = plain(scene.read_text("company"), locale) if _is_company(scene) else ""
        if company:
            return company[:20], ""
    first, last = (plain(each, locale) for each in _names(scene))
    return (first, last) if first or last else (f"user{scene.digits(5)}", "")


def _is_company(scene: Scene) -> bool:
    return subject_of(getattr(scene.cast.model, "__name__", "")) in COMPANIES


def _local_part(scene: Scene, joint: str) -> str:
    """Return a name for an account, shorter with each attempt."""
    first, last = _owner(scene)
    forms = [joint.join(filter(None, (first, last))), f"{first[:1]}{last}" if last else first, first or last]
    text = forms[min(scene.attempt // 2, 2)]
    return text + scene.digits(5) if scene.unique else text


def email(scene: Scene) -> str:
    """Make an e-mail address that matches the name, or the user name."""
    domain = scene.pick(_DOMAINS)
    login = scene.given_text("username")
    if login and not scene.unique and re.fullmatch(r"[\w.+-]+", login, re.ASCII):
        return f"{login.lower()}@{domain}"
    return f"{_local_part(scene, '.')}@{domain}"


def username(scene: Scene) -> str:
    """Make a user name that matches the name, or the address."""
    local = scene.given_text("email").partition("@")[0]
    if local and not scene.unique and not scene.attempt:
        return local
    return _local_part(scene, "_" if "_" in scene.meaning.group else ".")


def phone(scene: Scene) -> str:
    """Make a telephone number: one kept for fiction, where the country has such."""
    form = PHONES.get(scene.territory)
    if form is None or scene.unique:
        # Those for fiction are too few for a column that must not repeat itself.
        return str(scene.fake("phone_number"))
    number = "".join([scene.digits(1) if character == "#" else character for character in form])
    return number if scene.attempt < 2 else re.sub(r"[^+\d]", "", number)  # noqa: PLR2004 - the third one is shorter


def honorific(scene: Scene) -> str:
    """Make what stands in front of a name."""
    return scene.pick(_HONORIFICS)


def age(scene: Scene) -> int:
    """Make an age: that of today, where a date of birth is given."""
    born = scene.given("birth_date")
    if isinstance(born, datetime.date):
        now = today()
        return now.year - born.year - ((now.month, now.day) < (born.month, born.day))
    asked = scene.constraints
    low = max([_YOUNGEST, *(each for each in (asked.ge, asked.gt) if each is not None)])
    high = min([_OLDEST, *(each for each in (asked.le, asked.lt) if each is not None)])
    return int(low) + scene.below(max(int(high) - int(low) + 1, 1))


def birth_date(scene: Scene) -> datetime.date:
    """Make a date of birth: of somebody of the age, where the object has one."""
    years = scene.read("age")
    if isinstance(years, int) and 0 <= years <= 120:  # noqa: PLR2004 - nobody is older
        return _birthday_of(years, scene)
    return _FIRST_BIRTHDAY + datetime.timedelta(days=scene.below(_BIRTHDAYS))


def _birthday_of(years: int, scene: Scene) -> datetime.date:
    now = today()
    # The 29th of February has no birthday in most years.
    latest = datetime.date(now.year - years, now.month, min(now.day, 28))
    return latest - datetime.timedelta(days=scene.below(364))


def _birth_moment(scene: Scene) -> datetime.datetime:
    return datetime.datetime.combine(birth_date(scene), datetime.time())


def _written_date(scene: Scene) -> str:
    return birth_date(scene).isoformat()


def password(scene: Scene) -> str:
    """Make a password: letters of both cases, digits and a sign, as long as is asked for."""
    asked = scene.constraints
    length = max(asked.min_length or 0, min(12, asked.max_length or 12))
    letters = "abcdefghijkmnpqrstuvwxyz"
    drawn = [scene.pick("ABCDEFGHJKLMNPQRSTUVWXYZ"), scene.pick("23456789"), scene.pick("!#+-=?")]
    drawn += [scene.pick(letters) for _ in range(max(length - len(drawn), 0))]
    return "".join(drawn[:length])


#: What decides on the locale.
_PLACE = ("country_code",)

KINDS: dict[str, Kind] = {
    "first_name": Kind({str: first_name}, heeds=("full_name", "email", *_PLACE)),
    "middle_name": Kind({str: middle_name}, heeds=_PLACE),
    "last_name": Kind({str: last_name}, heeds=("full_name", "email", *_PLACE)),
    "full_name": Kind({str: full_name}, ("first_name", "last_name"), ("email", *_PLACE)),
    "username": Kind({str: username}, ("first_name", "last_name", "full_name"), ("email",)),
    "email": Kind({str: email}, ("first_name", "last_name", "full_name"), ("username", "company")),
    "phone": Kind({str: phone}, heeds=_PLACE),
    "honorific": Kind({str: honorific}),
    "job_title": Kind({str: faked("job")}),
    "age": Kind({int: age}, heeds=("birth_date",)),
    "birth_date": Kind({datetime.date: birth_date, datetime.datetime: _birth_moment, str: _written_date}, ("age",)),
    "password": Kind({str: password}),
}
