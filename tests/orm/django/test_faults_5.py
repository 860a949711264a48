"""Models with constructors of their own, and attributes that are not to be asked for."""

from __future__ import annotations

import pytest

import typedfactory as factory
from tests.orm.django.zoo import models as zoo
from tests.orm.django.zoo import moved
from typedfactory.errors import UnknownFieldError
from typedfactory.extension import shape_of
from typedfactory.orm.django import DjangoModelFactory


class TestConstructorsOfTheirOwn:
    def test_their_parameters_are_fields(self) -> None:
        class ReceiverFactory(DjangoModelFactory[moved.WithReceiver]):
            receiver = None

        def receive() -> None: ...

        made = ReceiverFactory(receiver=receive)
        assert (made.receiver, bool(made.name)) == (receive, True)
        assert ReceiverFactory.build().receiver is None
        assert shape_of(moved.WithReceiver).names >= {"receiver", "name"}  # type: ignore[union-attr]  # it has one

    def test_a_parameter_is_filled_and_a_default_kept_and_other_columns_left_alone(self) -> None:
        class ExactFactory(DjangoModelFactory[moved.Exact]):
            pass

        made = ExactFactory()
        assert (bool(made.name), made.code, made.note[:7]) == (True, "fixed", "volume ")
        assert ExactFactory.build(volume=3, code="x").note == "volume 3"

    def test_a_column_that_it_does_not_take_is_no_field(self) -> None:
        class ExactFactory(DjangoModelFactory[moved.Exact]):
            pass

        with pytest.raises(UnknownFieldError) as caught:
            ExactFactory.build(note="x")
        assert str(caught.value).startswith("ExactFactory.note: neither the factory nor Exact has a field 'note'. ")


class TestAttributesOfTheClass:
    def test_none_is_asked_for(self) -> None:
        moved.ClassProperty.asked = 0

        class GuardedFactory(DjangoModelFactory[moved.Guarded]):
            label = "by the setter"

        class FilledFactory(DjangoModelFactory[moved.Guarded]):
            class Meta:
                autofill = "clean"

        made = [GuardedFactory(), GuardedFactory.build(), *GuardedFactory.create_batch(2), FilledFactory()]
        assert (made[0].name, len(made), moved.ClassProperty.asked) == ("by the setter", 5, 0)

    def test_a_plain_class_is_not_asked_either(self) -> None:
        class Plain:
            trap = moved.ClassProperty()

            def __init__(self, name: str) -> None:
                self.name = name

        moved.ClassProperty.asked = 0

        class PlainFactory(factory.Factory[Plain]):
            name = "x"

        assert (PlainFactory().name, PlainFactory().name, moved.ClassProperty.asked) == ("x", "x", 0)


def test_a_manager_is_not_asked_for_by_its_name() -> None:
    """Where a model has no ``objects``, the one that it has says what it takes."""
    shape = shape_of(zoo.Concert)
    assert shape is not None
    assert shape.closed
