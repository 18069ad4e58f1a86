"""From the lines of a log to the changes that they ask for; or what is wrong with each line."""

from collections.abc import Iterator
from dataclasses import replace

from instruments.errors import Place, Problem
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import spoken_language
from instruments.scale import NonAnswer
from instruments.words import listed, say
from survey.corrections.holding import Holding
from survey.corrections.line import Change, Line
from survey.corrections.sheets import action_in, action_words, header
from survey.corrections.specified import Specified, specified
from survey.ingest.coding import reader_of
from survey.ingest.within import item_of
from survey.ingest.written import written
from survey.offered import offered

Found = Change | Problem

_WHOLE = frozenset({"remove", "none"})  # what can be asked of a whole interview


def asked(line: Line, *, holding: Holding) -> Iterator[Found]:
    """Yield the changes that a line asks for, or all that is wrong with it."""
    action = action_in(line.action)
    problems = list(_wrong(line, holding))
    if problems or action is None:
        yield from problems
    elif action == "none":
        yield Change(line=line, action="confirm", item=line.item, old=_stored(line, holding), new="")
    elif action == "remove":
        yield Change(line=line, action="status", item="", old="", new="rejected")
    elif line.given is not None and (found := _specified(line, holding.instrument)):
        yield from _recoding(line, found, holding)
    else:
        yield _change(line, item=line.item, old=line.old, new=line.new if action == "change" else "", holding=holding)


def _stored(line: Line, holding: Holding) -> str:
    return written(line.old, name=line.item, instrument=holding.instrument) if line.item else ""


def at(line: Line, column: str) -> Place:
    """Return the place of one cell of a line, its column named as the workbook names it."""
    (words,) = header([column], spoken_language())
    return replace(line.place, column=words, item=line.item or None)


def problem(line: Line, name: str, /, column: str, **values: object) -> Problem:
    """Return what is wrong with one cell of a line."""
    return Problem(code=f"survey.corrections.{name}", place=at(line, column), values=values)


def _wrong(line: Line, holding: Holding) -> Iterator[Problem]:
    action = action_in(line.action)
    if action is None:
        yield problem(line, "no_action", "action", got=line.action, expected=listed(action_words(spoken_language())))
        return
    if line.submission_id not in holding.raw:
        yield problem(line, "no_interview", "interview", got=line.submission_id)
    elif (line.item or action not in _WHOLE) and not holding.has(line.submission_id, line.item):
        yield _unknown(line, holding)
    if not line.made_by:
        yield problem(line, "nobody", "made_by")
    if not line.why:
        yield problem(line, "no_reason", "why")
    if action == "change" and not line.new:
        yield problem(line, "no_new", "new")
    if action != "change" and line.new:
        yield problem(line, "new_unasked", "new", got=line.new)


def _unknown(line: Line, holding: Holding) -> Problem:
    gone = holding.lacks(line.submission_id, line.item)
    if gone is None:
        return problem(line, "no_item", "item", got=line.item)
    return problem(line, "no_row", "item", got=gone.row, repeat=gone.repeat, rows=gone.rows)


def _specified(line: Line, instrument: Instrument) -> Specified | None:
    return next((found for found in specified(instrument) if found.parent.name == line.item), None)


def _recoding(line: Line, found: Specified, holding: Holding) -> Iterator[Found]:
    """Yield the recoded answer, and the words that it was recoded from as no longer asked."""
    new = line.new
    if found.parent.kind == "select_multiple" and action_in(line.action) == "change":
        new = " ".join(dict.fromkeys(line.new if code == found.code else code for code in line.old.split()))
    yield _change(line, item=found.parent.name, old=line.old, new=new, holding=holding)
    yield _change(line, item=found.text.name, old=str(line.given), new="", holding=holding)


def _change(line: Line, *, item: str, old: str, new: str, holding: Holding) -> Found:
    instrument = holding.instrument
    before, after = (written(text, name=item, instrument=instrument) for text in (old, new))
    if after == before:
        return problem(line, "nothing_changes", "new", item=item)
    if not new:
        return Change(line=line, action="blank", item=item, old=before, new="")
    if (expected := _expected(new, item, instrument)) is not None:
        return problem(line, "invalid_new", "new", got=new, item=item, expected=expected)
    if holding.would_say(line.submission_id, item, after) != after:
        return problem(line, "no_column", "item", item=item)
    return Change(line=line, action="change", item=item, old=before, new=after)


def _expected(new: str, name: str, instrument: Instrument) -> str | None:
    """Return what an item could hold instead, where it cannot hold a text; None where it can."""
    item = item_of(name, instrument=instrument)
    if item is None:  # a column of a repeat that the questionnaire does not describe
        return None
    scale = offered(item, instrument=instrument)
    if reader_of(item, scale=scale, texts=[new])(new).reason not in {NonAnswer.INVALID, NonAnswer.MISSING}:
        return None
    return listed([choice.code for choice in scale.choices]) if scale else _limits(item)


def _limits(item: Item) -> str:
    bounds = ["" if bound is None else f"{bound:g}" for bound in (item.minimum, item.maximum)]
    kind = say(f"instruments.kinds.{item.kind}")
    return f"{kind} {' – '.join(bounds)}" if any(bounds) else kind
