"""What ``import formkit`` offers is what its list says: no more, no less."""

from __future__ import annotations
import __future__

import inspect

import pytest

import formkit


def test_the_list_names_everything_public() -> None:
    public = {
        name
        for name in dir(formkit)
        if not name.startswith("_")
        and not inspect.ismodule(getattr(formkit, name))
        and not isinstance(getattr(formkit, name), __future__._Feature)
    }
    assert public == {name for name in formkit.__all__ if not name.startswith("_")}


def test_every_name_of_the_list_is_there() -> None:
    assert [name for name in formkit.__all__ if not hasattr(formkit, name)] == []


def test_every_name_of_the_list_has_one_home_and_no_other_name_has() -> None:
    homes = [name for names in formkit._HOMES.values() for name in names]
    assert sorted(homes) == sorted(formkit.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = formkit.nonsense


def test_no_name_stands_in_the_list_twice() -> None:
    assert len(formkit.__all__) == len(set(formkit.__all__))


def test_every_public_class_and_function_says_what_it_is() -> None:
    things = {name: getattr(formkit, name) for name in formkit.__all__}
    mute = [name for name, thing in things.items() if callable(thing) and not inspect.getdoc(thing)]
    assert mute == []
