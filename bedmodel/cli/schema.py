"""`bedmodel schema`: the JSON Schema of a scenario file, for editors."""

from __future__ import annotations

import sys

from bedmodel.cli import options


def schema(debug: options.Debug = False) -> None:
    """The JSON Schema of a scenario file, by which editors complete keys and mark what does not fit.

    An editor with yaml-language-server, such as VS Code with its YAML extension, uses it for a file that begins with

    \b
      # yaml-language-server: $schema=scenario.schema.json

    It knows the shape of one file: keys, units, kinds, what a number can be. What must hold between the parts of a
    scenario, and between files, `bedmodel check` knows.

    \b
    Examples:
      bedmodel schema > scenario.schema.json
    """
    from bedmodel.scenario.json_schema import schema_text

    options.prepare_output(options.Format.json)
    sys.stdout.write(schema_text())
