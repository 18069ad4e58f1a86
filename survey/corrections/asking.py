"""From the lines of a log to the changes that they ask for; or what is wrong with each line."""

from collections.abc import Iterator
from dataclasses import replace

from instruments.errors import Place, Problem
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import spoken_language
from instruments.numeral import numeral
from instruments.scale import NonAnswer, Scale
from instruments.words import listed, say
from survey.corrections.dates import iso_date
from survey.corrections.holding import Holding
from survey.corrections.line import Change, Line
from survey.corrections.sheets import action_in, action_words, header
from survey.corrections.specified import Specified, specified
from survey.ingest.coding import MOMENT_KINDS, reader_of
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
    elif action == "remove":
        yield Change(line=line, action="status", item="", old="", new="rejected")
    elif isinstance(dated := _dated(line, holding), Problem):
        yield dated
    elif action == "none":
        yield Change(line=line, action="confirm", item=line.item, old=_stored(dated, holding), new="")
    elif line.given is not None and (found := _specified(line, holding.instrument)):
        yield from _recoding(line, found, holding)
    else:
        new = dated.new if action == "change" else ""
        yield _change(line, item=line.item, old=dated.old, new=new, holding=holding)


def _dated(line: Line, holding: Holding) -> Line | Problem:
    """Return a line on a date with its values as servers write dates; what the store holds stays as it came."""
    item = item_of(line.item, instrument=holding.instrument) if line.item else None
    if item is None or item.kind not in MOMENT_KINDS:
        return line
    told = {name: getattr(line, name) for name in ("old", "new")}
    kept = {holding.says(line.submission_id, line.item), line.old if line.new == line.old else ""}
    found = {name: text if text in kept else iso_date(text, dates=holding.dates) for name, text in told.items()}
    for name, date in found.items():
        if date is None:
            return problem(line, "date_form", name, got=told[name])
    return replace(line, old=str(found["old"]), new=str(found["new"]))


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
    if iso_date(line.decided_on, dates=holding.dates) is None:
        yield problem(line, "date_form", "decided_on", got=line.decided_on)
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
    new, name = line.new, found.parent.name
    if found.parent.kind == "select_multiple" and action_in(line.action) == "change":
        instead = written(line.new, name=name, instrument=holding.instrument).split()
        codes = [[code] if code != found.code else instead for code in line.old.split()]
        new = " ".join(dict.fromkeys(code for some in codes for code in some))
    yield _change(line, item=name, old=line.old, new=new, holding=holding)
    yield _change(line, item=found.text.name, old=str(line.given), new="", holding=holding)


def _change(line: Line, *, item: str, old: str, new: str, holding: Holding) -> Found:
    """Return a change, or what is wrong with it: then what is quoted is what the line says."""
    instrument = holding.instrument
    before, after = (written(text, name=item, instrument=instrument) for text in (old, new))
    if after == before:
        return problem(line, "nothing_changes", "new", item=item)
    if not new:
        return Change(line=line, action="blank", item=item, old=before, new="")
    if (wrong := _invalid(new, item, line, instrument)) is not None:
        return wrong
    if holding.would_say(line.submission_id, item, after) != after:
        return problem(line, "no_column", "item", item=item)
    return Change(line=line, action="change", item=item, old=before, new=after)


def _invalid(new: str, name: str, line: Line, instrument: Instrument) -> Problem | None:
    """Return what is wrong with a new value that an item cannot hold; None where it can."""
    item = item_of(name, instrument=instrument)
    if item is None:  # a column of a repeat that the questionnaire does not describe
        return None
    scale = offered(item, instrument=instrument)
    cell = reader_of(item, scale=scale, texts=[new])(new)
    if cell.reason not in {NonAnswer.INVALID, NonAnswer.MISSING}:
        return None
    if cell.why == "not_alone" and scale is not None:
        return problem(line, "stands_alone", "new", got=line.new, item=name, alone=_alone(new, scale))
    expected = listed([choice.code for choice in scale.choices]) if scale else _limits(item)
    return problem(line, "invalid_new", "new", got=line.new, item=name, expected=expected)


def _alone(new: str, scale: Scale) -> str:
    """Return the answers that others cannot stand beside: those that were given, where they were given as codes."""
    alone = [choice for choice in scale.choices if choice.exclusive or choice.non_answer is not None]
    given = [choice for choice in alone if choice.code in new.split()]
    return listed([f"{choice.code} ({choice.label.wording(spoken_language())})" for choice in given or alone])


def _limits(item: Item) -> str:
    bounds = ["" if bound is None else numeral(bound).text(spoken_language()) for bound in (item.minimum, item.maximum)]
    kind = say(f"instruments.kinds.{item.kind}")
    return f"{kind} {' – '.join(bounds)}" if any(bounds) else kind
