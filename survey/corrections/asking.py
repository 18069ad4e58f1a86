"""From the lines of a log to the changes that they ask for; or what is wrong with each line."""

from collections.abc import Iterator

from instruments.errors import Place, Problem
from instruments.instrument import Instrument
from instruments.language import spoken_language
from instruments.scale import NonAnswer
from instruments.words import listed
from survey.corrections.holding import Holding
from survey.corrections.line import Change, Line
from survey.corrections.sheets import action_in, action_words
from survey.corrections.specified import Specified, specified
from survey.ingest.coding import reader_of
from survey.ingest.written import written
from survey.offered import offered

Found = Change | Problem


def asked(line: Line, *, holding: Holding) -> Iterator[Found]:
    """Yield the changes that a line asks for, or all that is wrong with it."""
    action = action_in(line.action)
    problems = list(_wrong(line, holding))
    if problems or action in {None, "none"}:
        yield from problems
    elif action == "remove":
        yield Change(line=line, action="status", item="", old="", new="rejected")
    elif line.given is not None and (found := _specified(line, holding.instrument)):
        yield from _recoding(line, found, holding)
    else:
        yield _change(line, item=line.item, old=line.old, new=line.new if action == "change" else "", holding=holding)


def at(line: Line, column: str) -> Place:
    """Return the place of one cell of a line."""
    place = line.place
    return Place(file=place.file, sheet=place.sheet, row=place.row, column=column, item=line.item or None)


def problem(line: Line, name: str, /, column: str, **values: object) -> Problem:
    """Return what is wrong with one cell of a line."""
    return Problem(code=f"survey.corrections.{name}", place=at(line, column), values=values)


def _wrong(line: Line, holding: Holding) -> Iterator[Problem]:
    action = action_in(line.action)
    if action is None:
        yield problem(line, "no_action", "action", got=line.action, expected=listed(action_words(spoken_language())))
        return
    if action == "none":
        return
    if line.submission_id not in holding.raw:
        yield problem(line, "no_interview", "interview", got=line.submission_id)
    if action != "remove" and (line.item not in holding.instrument or not _answerable(line, holding.instrument)):
        yield problem(line, "no_item", "item", got=line.item)
    if not line.made_by:
        yield problem(line, "nobody", "made_by")
    if not line.why:
        yield problem(line, "no_reason", "why")
    if action == "change" and not line.new:
        yield problem(line, "no_new", "new")
    if action != "change" and line.new:
        yield problem(line, "new_unasked", "new", got=line.new)


def _answerable(line: Line, instrument: Instrument) -> bool:
    return instrument.item(line.item).holds_answer


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
    before = written(old, item=instrument.item(item), instrument=instrument)
    if not new:
        blank = Change(line=line, action="blank", item=item, old=before, new="")
        return blank if before else problem(line, "nothing_changes", "new", item=item)
    scale = offered(instrument.item(item), instrument=instrument)
    cell = reader_of(instrument.item(item), scale=scale, texts=[new])(new)
    if cell.reason in {NonAnswer.INVALID, NonAnswer.MISSING}:
        expected = listed([choice.code for choice in scale.choices]) if scale else _limits(item, instrument)
        return problem(line, "invalid_new", "new", got=new, item=item, expected=expected)
    after = written(new, item=instrument.item(item), instrument=instrument)
    if holding.would_say(line.submission_id, item, after) != after:
        return problem(line, "no_column", "item", got=item)
    if after == before:
        return problem(line, "nothing_changes", "new", item=item)
    return Change(line=line, action="change", item=item, old=before, new=after)


def _limits(name: str, instrument: Instrument) -> str:
    item = instrument.item(name)
    bounds = ["" if bound is None else f"{bound:g}" for bound in (item.minimum, item.maximum)]
    return f"{item.kind} {' – '.join(bounds)}" if any(bounds) else item.kind
