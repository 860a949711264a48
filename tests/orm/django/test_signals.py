"""mute_signals: receivers are left out inside, in this thread and task alone, and everything is as before outside."""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import django
import pytest
from django.db.models import signals

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.orm.django import DjangoModelFactory, mute_signals


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = "Ann"


@pytest.fixture
def heard() -> Iterator[list[str]]:
    found: list[str] = []

    def before(sender: Any, **kwargs: Any) -> None:
        found.append("before")

    def after(sender: Any, **kwargs: Any) -> None:
        found.append("after")

    signals.pre_save.connect(before)
    signals.post_save.connect(after)
    yield found
    signals.pre_save.disconnect(before)
    signals.post_save.disconnect(after)


def test_all_are_heard_without(heard: list[str]) -> None:
    AuthorFactory()
    assert heard == ["before", "after"]


def test_a_block_mutes_the_signals_it_names(heard: list[str]) -> None:
    with mute_signals(signals.pre_save):
        AuthorFactory()
    assert heard == ["after"]
    AuthorFactory()
    assert heard == ["after", "before", "after"]


def test_blocks_nest_and_may_be_used_again(heard: list[str]) -> None:
    muting = mute_signals(signals.pre_save, signals.post_save)
    with muting:
        with muting:
            AuthorFactory()
        AuthorFactory()
    with muting:
        AuthorFactory()
    assert heard == []
    AuthorFactory()
    assert heard == ["before", "after"]


def test_one_that_is_no_block_and_no_decorator_warns() -> None:
    def forget() -> None:
        mute_signals(signals.pre_save)
        gc.collect()

    with pytest.warns(RuntimeWarning) as caught:
        forget()
    expected = (
        "mute_signals(…) was called and nothing entered it, so it did nothing. "
        "Write with mute_signals(…): in front of a block."
    )
    assert [str(each.message) for each in caught] == [expected]


def test_one_that_is_used_does_not() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with mute_signals(signals.pre_save):
            pass
        assert mute_signals(signals.pre_save)(len)("ab") == 2
        gc.collect()


def test_an_error_ends_it_too(heard: list[str]) -> None:
    with pytest.raises(ZeroDivisionError), mute_signals(signals.pre_save):
        raise ZeroDivisionError
    AuthorFactory()
    assert heard == ["before", "after"]


def test_nothing_stays_behind_on_the_signal() -> None:
    before = dict(vars(signals.pre_save))
    with mute_signals(signals.pre_save):
        assert not signals.pre_save.has_listeners(models.Author)
    assert vars(signals.pre_save) == before


def test_a_receiver_connected_meanwhile_is_heard_and_stays_in_its_place(heard: list[str]) -> None:
    def late(sender: Any, **kwargs: Any) -> None:
        heard.append("late")

    with mute_signals(signals.post_save):
        signals.post_save.connect(late)
        assert signals.post_save.has_listeners(models.Author)
        AuthorFactory()
        with mute_signals(signals.post_save):
            AuthorFactory()
    AuthorFactory()
    signals.post_save.disconnect(late)
    assert heard == ["before", "late", "before", "before", "after", "late"]


def test_a_receiver_connected_once_more_inside_is_heard_and_keeps_its_place(heard: list[str]) -> None:
    def first(sender: Any, **kwargs: Any) -> None:
        heard.append("first")

    def last(sender: Any, **kwargs: Any) -> None:
        heard.append("last")

    signals.post_save.connect(first, sender=models.Author)
    signals.post_save.connect(last)
    with mute_signals(signals.post_save):
        signals.post_save.connect(first, sender=models.Author)
        AuthorFactory()
    AuthorFactory()
    signals.post_save.disconnect(first, sender=models.Author)
    signals.post_save.disconnect(last)
    assert heard == ["before", "first", "before", "after", "first", "last"]


def test_a_receiver_disconnected_inside_stays_so(heard: list[str]) -> None:
    def gone(sender: Any, **kwargs: Any) -> None:
        heard.append("gone")

    signals.post_save.connect(gone)
    with mute_signals(signals.post_save):
        assert signals.post_save.disconnect(gone)
    AuthorFactory()
    assert heard == ["before", "after"]


def test_what_django_remembers_of_receivers_does_not_mislead(heard: list[str]) -> None:
    AuthorFactory()
    with mute_signals(signals.post_save):
        AuthorFactory()
    AuthorFactory()
    assert heard == ["before", "after", "before", "before", "after"]


def test_a_function_can_be_decorated(heard: list[str]) -> None:
    @mute_signals(signals.pre_save, signals.post_save)
    def make(name: str) -> models.Author:
        """Make one."""
        return AuthorFactory(name=name)

    assert (make("Bob").name, make.__doc__, heard) == ("Bob", "Make one.", [])


@pytest.mark.skipif(django.VERSION < (5, 0), reason="signals cannot be sent asynchronously")
def test_an_async_function_can_be_decorated(heard: list[str]) -> None:
    @mute_signals(signals.pre_save)
    async def send() -> list[Any]:
        await asyncio.sleep(0)
        return await signals.pre_save.asend(models.Author)

    async def both() -> tuple[list[Any], int]:
        muted, loud = await asyncio.gather(send(), signals.pre_save.asend(models.Author))
        return muted, len(loud)

    assert asyncio.run(both()) == ([], 1)


def test_other_threads_go_on_hearing(heard: list[str]) -> None:
    with mute_signals(signals.pre_save):
        thread = threading.Thread(target=lambda: signals.pre_save.send(models.Author))
        thread.start()
        thread.join()
        signals.pre_save.send_robust(models.Author)
    assert heard == ["before"]


def test_a_factory_can_be_decorated_and_mutes_its_hooks_too(heard: list[str]) -> None:
    @mute_signals(signals.pre_save, signals.post_save)
    class MutedFactory(AuthorFactory):
        @factory.post_generation
        def rename(self, create: bool, extracted: Any, **kwargs: Any) -> None:
            self.name = "renamed"

    assert (MutedFactory().name, len(MutedFactory.create_batch(2)), heard) == ("renamed", 2, [])
    AuthorFactory()
    assert heard == ["before", "after"]


def test_a_decorated_factory_mutes_inside_of_another(heard: list[str]) -> None:
    @mute_signals(signals.pre_save, signals.post_save)
    class MutedFactory(AuthorFactory):
        pass

    class BookFactory(DjangoModelFactory[models.Book]):
        author = factory.SubFactory(MutedFactory)

    BookFactory()
    assert heard == ["before", "after"]


def test_a_decorated_base_leaves_other_factories_alone(heard: list[str]) -> None:
    @mute_signals(signals.pre_save, signals.post_save)
    class MutedFactory(AuthorFactory):
        pass

    class ChildFactory(MutedFactory):
        name = "child"

    assert (ChildFactory().name, heard) == ("child", [])


def test_the_documented_profile_recipe() -> None:
    @mute_signals(signals.post_save)
    class ProfileFactory(DjangoModelFactory[models.Profile]):
        motto = "x"
        author = factory.SubFactory("tests.orm.django.test_signals.WithProfileFactory", profile=None)

    globals()["ProfileFactory"] = ProfileFactory
    author = WithProfileFactory()
    assert models.Profile.objects.get().author == author
    assert ProfileFactory().author != author


@mute_signals(signals.post_save)
class WithProfileFactory(DjangoModelFactory[models.Author]):
    name = factory.Sequence(lambda n: f"author {n}")
    profile = factory.RelatedFactory("tests.orm.django.test_signals.ProfileFactory", factory_related_name="author")
