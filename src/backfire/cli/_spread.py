"""``backfire spread``: why the published numbers disagree."""

from __future__ import annotations

from . import _options
from ._progress import Bar
from ._shell import Output


def spread(
    out: _options.Out = None,
    tables: _options.Tables = None,
    as_json: _options.AsJson = False,
) -> int:
    """Sweep what published estimates of a cut-off assume, and say where each of them lies."""
    output = Output.of(out, "spread", tables, as_json=as_json)
    with Bar("Sweeping assumptions") as progress:
        from backfire.questions.spread import spread as ask

        answer = ask(progress=progress)
    return output.finish(answer)
