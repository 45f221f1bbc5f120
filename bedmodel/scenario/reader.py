"""Reads one YAML file into placed values, with YAML 1.1's surprises closed and hostile input bounded.

Only `true` and `false` are booleans; numbers are decimal (`1e3` is one, `017`, `1:30` and `1_000` are not); keys are
text; duplicate keys, anchors, merge keys and tags are refused; text with a comma inside `{ }` is caught.
"""

from __future__ import annotations

import math
import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.scanner import Scanner

from bedmodel.problems import Place, Problem, ScenarioError
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedNumber, PlacedText

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 200_000
"""Keys and values in a file."""

_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_TEXT_TAG, _NULL_TAG, _BOOL_TAG, _NUMBER_TAG = "text", "null", "bool", "number"


class _TooDeepError(Exception):
    def __init__(self, mark: Any) -> None:
        super().__init__()
        self.mark = mark


class _Loader(Reader, Scanner, Parser, Composer):
    """PyYAML's composer with our own rules for what a plain scalar is."""

    def __init__(self, text: str, file: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        self.file = file
        self.depth = 0
        self.nodes = 0
        self.problems: list[Problem] = []

    def place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def report(self, mark: Any, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.place(mark), code, "", message, hint))

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            self.get_event()  # type: ignore[no-untyped-call]
            self.report(
                event.start_mark,
                "Y007",
                f"`*{event.anchor}` is a YAML alias",
                "give the value a name under `assumptions:` and use the name",
            )
            return yaml.ScalarNode(_NULL_TAG, "", event.start_mark, event.end_mark)  # type: ignore[arg-type]
        if event.anchor is not None:
            self.report(
                event.start_mark,
                "Y007",
                f"`&{event.anchor}` is a YAML anchor",
                "give the value a name under `assumptions:` and use the name",
            )
            event.anchor = None
        if event.tag not in (None, "!"):
            self.report(event.start_mark, "Y008", f"`{event.tag}` is a YAML tag", "leave the tag out")
            event.tag = None
        self.depth += 1
        self.nodes += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeepError(event.start_mark)
        if self.nodes > MAX_NODES:
            message = f"more than {MAX_NODES:,} keys and values"
            raise _stop(self.place(event.start_mark), "Y002", message, "a scenario is a few hundred lines of text")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        if kind is not yaml.ScalarNode or not implicit[0]:
            return _TEXT_TAG
        if value in ("", "~", "null"):
            return _NULL_TAG
        if value in ("true", "false"):
            return _BOOL_TAG
        if _NUMBER.fullmatch(value) and math.isfinite(float(value)):
            return _NUMBER_TAG
        return _TEXT_TAG

    def descend_resolver(self, current_node: Any, current_index: Any) -> None: ...

    def ascend_resolver(self) -> None: ...


def _mapping(loader: _Loader, node: Any) -> PlacedMap:
    result = PlacedMap(loader.place(node.start_mark))
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            loader.report(mark, "S003", "a key must be plain text")
            continue
        key = key_node.value
        if _unprintable(key):
            loader.report(mark, "Y003", "a control character or half a character in a key")
            continue
        if key == "<<":
            loader.report(mark, "Y007", "`<<` is a YAML merge key", "use `extends:` or a name instead")
            continue
        if key in result:
            first = result.key_places[key]
            loader.report(mark, "Y006", f"`{key}` is written twice", f"first on line {first.line}; keep one of the two")
            continue
        if node.flow_style and value_node.tag == _NULL_TAG and value_node.end_mark.index == key_node.end_mark.index:
            loader.report(
                mark,
                "Y010",
                f"`{key}` stands alone after a comma inside {{ }}",
                "put text that has a comma in quotes; write 1940, not 1,940; or use one line for each key",
            )
            continue
        result.put(key, _value(loader, value_node), loader.place(mark), loader.place(value_node.start_mark))
    return result


def _value(loader: _Loader, node: Any) -> Any:
    place = loader.place(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node)
    if isinstance(node, yaml.SequenceNode):
        items = [_value(loader, item) for item in node.value]
        return PlacedList(items, place, [loader.place(item.start_mark) for item in node.value])
    if node.tag == _NULL_TAG:
        return None
    if node.tag == _BOOL_TAG:
        return node.value == "true"
    if node.tag == _NUMBER_TAG:
        return PlacedNumber(node.value, place)
    if _unprintable(node.value):
        loader.report(node.start_mark, "Y003", "a control character or half a character in a text")
        return None
    return PlacedText(node.value, place)


def _unprintable(text: str) -> bool:
    """Whether escapes such as "\\e" or "\\ud800" have put into a text what would command a terminal or fit no file."""
    return any(
        "\ud800" <= character <= "\udfff" or (unicodedata.category(character) == "Cc" and character not in "\n\t")
        for character in text
    )


def _stop(place: Place, code: str, message: str, hint: str = "") -> ScenarioError:
    return ScenarioError([Problem(place, code, "", message, hint)])


def _syntax_error(error: yaml.MarkedYAMLError, file: str) -> ScenarioError:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    message = (error.problem or error.context or "it does not parse").replace("\n", " ")
    if "'\\t'" in message:
        return _stop(place, "Y005", "a tab where spaces are needed", "indent with spaces")
    hint = {
        "mapping values are not allowed here": "is there a colon inside a text? then put the text in quotes",
        "expected a single document in the stream": "keep one scenario in a file; take out the line `---`",
    }.get(message, "check the indentation, the quotes and the brackets just before this place")
    return _stop(place, "Y004", message, hint)


def read_text(path: Path, file: str) -> str:
    """A file's text, refused where it is no file, too large, not UTF-8 or has control characters.

    Raises ScenarioError (Y001, Y002, Y003).
    """
    place = Place(file)
    try:
        if path.is_dir():
            raise _stop(
                place,
                "Y001",
                "this is a folder, not a file",
                "name a scenario file, such as scenarios/bct.yaml",
            )
        if not path.is_file():
            exists = path.exists()
            raise _stop(place, "Y001", "this is not a regular file" if exists else "there is no such file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _stop(place, "Y001", f"cannot be read: {reason}") from error
    return decoded(data, file)


def too_large(file: str) -> ScenarioError:
    """That a file is no scenario by its size alone (Y002)."""
    return _stop(Place(file), "Y002", f"larger than {MAX_BYTES:,} bytes", "a scenario is a few hundred lines of text")


def decoded(data: bytes, file: str) -> str:
    """The text of a file's bytes. Raises ScenarioError where they are too many or not UTF-8 (Y002, Y003)."""
    if len(data) > MAX_BYTES:
        raise too_large(file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _stop(Place(file, line), "Y003", "not UTF-8 text", "save the file as UTF-8") from error


def read(path: Path, file: str) -> PlacedMap:
    """Read one file into placed values; raises ScenarioError with every problem found in it.

    `file` is how the path is written in messages.
    """
    return parse(read_text(path, file), file)


def parse(text: str, file: str) -> PlacedMap:
    """The text of a file as placed values; raises ScenarioError with every problem found in it.

    `file` is how the file is called in messages.
    """
    loader, node = _composed(text, file)
    if not isinstance(node, yaml.MappingNode):
        place = Place(file) if node is None else loader.place(node.start_mark)
        hint = "a scenario begins with `bedmodel: 1`"
        raise ScenarioError([*loader.problems, Problem(place, "Y011", "", "no keys and values here", hint)])
    tree = _mapping(loader, node)
    if loader.problems:
        raise ScenarioError(loader.problems)
    return tree


def _composed(text: str, file: str) -> tuple[_Loader, Any]:
    """The loader with what it has found so far, and the one node of a text (None where it has none)."""
    try:
        loader = _Loader(text, file)
        return loader, loader.get_single_node()
    except _TooDeepError as error:
        place = Place(file, error.mark.line + 1, error.mark.column + 1)
        raise _stop(place, "Y009", f"nested more than {MAX_DEPTH} deep") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        raise _stop(Place(file, line), "Y003", f"character #x{code:02x} is not allowed") from None
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, file) from None
    except (ValueError, OverflowError) as error:
        # Escapes and directives with absurd numbers make PyYAML's scanner fail in Python's own words.
        raise _stop(
            Place(file), "Y004", f"it does not parse: {error}", "is there an odd escape or directive?"
        ) from None


def parse_value(text: str, place: Place) -> Any:
    """One value written on a command line, read by the same rules as in a file."""
    try:
        loader, node = _composed(text, place.file)
    except ScenarioError as error:
        raise _stop(place, "Y004", f"`{text}` does not read as a value", error.problems[0].message) from error
    value = None if node is None else _value(loader, node)
    if loader.problems:
        raise ScenarioError(Problem(place, p.code, p.path, p.message, p.hint) for p in loader.problems)
    return value
