"""What is written as a form is read back; what is read of any form, however odd, is read alike again."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.block import Battery, Repeat
from instruments.construct import Construct
from instruments.expression import Answered, Comparison, Joined, Membership, Not, Selected
from instruments.formats import toml
from instruments.formats.references import wrong_references
from instruments.formats.three_way import merged
from instruments.formats.xlsform.dialect import DIALECTS
from instruments.formats.xlsform.form import Form, FormSheet, trimmed
from instruments.formats.xlsform.reading import reading
from instruments.formats.xlsform.reading.xpath import Asked, expression_of, simplified
from instruments.formats.xlsform.rewriting import rewritten
from instruments.formats.xlsform.writing import form_of
from instruments.instrument import Instrument
from instruments.item import Arm, Item
from instruments.scale import Choice, NonAnswer, Scale
from instruments.text import Text

LANGUAGES = ("fr", "en")
signs = st.characters(exclude_categories=["C", "Z"], exclude_characters="${}")
words = st.lists(st.text(signs, min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)
texts = st.builds(lambda fr, en: Text.of({"fr": fr, "en": en}), words, words)
codes = st.lists(st.from_regex(r"[a-z0-9_]{1,6}", fullmatch=True), min_size=2, max_size=5, unique=True)
dialects = st.sampled_from(DIALECTS)
few = settings(max_examples=40, deadline=None)  # each writes and reads whole forms


@st.composite
def scales(draw, name):
    ordered, shuffled = draw(st.sampled_from([(True, False), (False, True), (False, False)]))
    found = draw(codes)
    silent = draw(st.sampled_from([(), ("98",), ("98", "99")])) if not set(found) & {"98", "99"} else ()
    kinds = dict(zip(("98", "99"), (NonAnswer.DONT_KNOW, NonAnswer.REFUSED), strict=True))
    answers = [
        Choice(code=code, label=draw(texts), value=float(place) if ordered else None)
        for place, code in enumerate(found)
    ]
    answers += [Choice(code=code, label=draw(texts), non_answer=kinds[code]) for code in silent]
    return Scale(name=name, choices=tuple(answers), ordered=ordered, shuffled=shuffled)


@st.composite
def conditions(draw, items, scales):
    """A condition on the questions before."""
    parts = []
    for item in draw(st.lists(st.sampled_from(items), min_size=1, max_size=3)):
        scale = next((scale for scale in scales if scale.name == item.scale), None)
        if item.kind == "select_multiple":
            part = Selected(item.name, draw(st.sampled_from([choice.code for choice in scale.choices])))
        elif item.kind == "select_one":
            found = draw(st.lists(st.sampled_from([choice.code for choice in scale.choices]), min_size=1, max_size=3))
            part = Membership(item.name, tuple(dict.fromkeys(found)))
        elif item.kind in ("integer", "decimal"):
            part = Comparison(item.name, draw(st.sampled_from(["<", ">=", "="])), float(draw(st.integers(0, 99))))
        else:
            part = Answered(item.name)
        parts.append(Not(part) if draw(st.booleans()) else part)
    return parts[0] if len(parts) == 1 else Joined(draw(st.sampled_from(["and", "or"])), tuple(parts))


@st.composite
def items(draw, number, before, scales):
    kind = draw(st.sampled_from(["select_one", "select_multiple", "integer", "decimal", "text", "date", "note"]))
    low = draw(st.none() | st.integers(0, 20).map(float)) if kind in ("integer", "decimal") else None
    first = draw(st.none() | st.dates(date(2012, 1, 1), date(2020, 1, 1))) if kind == "date" else None
    return Item(
        name=f"q{number}",
        kind=kind,
        label=draw(texts),
        hint=draw(st.just(Text()) | texts),
        scale=draw(st.sampled_from(scales)).name if kind.startswith("select") else None,
        relevant=draw(st.none() | conditions(before, scales)) if before else None,
        required=kind != "note" and draw(st.booleans()),
        minimum=low,
        maximum=None if low is None else low + draw(st.integers(0, 50)),
        earliest=first,
        latest=first and date(2024, 1, 1),
        construct="view" if kind == "select_one" else None,
        sensitivity=draw(st.sampled_from(["none", "high"])),
    )


@st.composite
def instruments(draw):
    some = tuple(draw(scales(f"list{place}")) for place in range(draw(st.integers(1, 3))))
    found = []
    for number in range(draw(st.integers(1, 6))):
        found.append(draw(items(number, found, some)))
    repeat = Repeat(name="turn", label=draw(texts), how_many=draw(texts), most=draw(st.integers(1, 9)))
    battery = Battery(name="block", label=draw(texts))
    plain = next(scale for scale in some)
    if draw(st.booleans()):
        found += [
            Item(name=f"b{place}", kind="select_one", label=draw(texts), scale=plain.name, battery="block")
            for place in range(2)
        ]
    if draw(st.booleans()):
        found.append(Item(name="again", kind="integer", label=draw(texts), repeat="turn"))
    if draw(st.booleans()):
        arms = tuple(Arm(code=code, label=draw(texts)) for code in ("a", "b"))
        found.append(Item(name="arm", kind="calculate", label=draw(texts), role="arm", arms=arms))
    return Instrument(
        name="made",
        version=draw(st.from_regex(r"[1-9][0-9]{9}", fullmatch=True)),
        title=draw(texts),
        languages=LANGUAGES,
        scales=some,
        constructs=(Construct(name="view", label=draw(texts), attitude=True),),
        batteries=(battery,),
        repeats=(repeat,),
        items=tuple(found),
    )


def bare(form):
    """The form without the sheet that carries the questionnaire."""
    return Form(form.file, tuple(sheet for sheet in form.sheets if sheet.name in ("survey", "choices", "settings")))


@few
@given(instruments(), dialects)
def test_a_questionnaire_comes_back_whole_from_each_dialect(instrument, dialect):
    assert not wrong_references(instrument, file="made")
    back = reading(form_of(instrument, dialect=dialect))
    assert back.instrument == instrument
    assert back.problems == ()
    assert back.dialect == dialect


@few
@given(instruments())
def test_a_questionnaire_comes_back_from_toml(instrument):
    assert toml.read_bytes(toml.text(instrument).encode(), file="made.toml") == instrument


@few
@given(instruments(), dialects)
def test_what_the_form_itself_can_say_comes_back_without_the_sheet(instrument, dialect):
    back = reading(bare(form_of(instrument, dialect=dialect))).instrument
    assert [item.name for item in back.items] == [item.name for item in instrument.items]
    for item in instrument.items:
        found = back.item(item.name)
        assert (found.kind, found.scale, found.required) == (item.kind, item.scale, item.required)
        assert (found.minimum, found.maximum, found.earliest, found.latest, found.repeat, found.battery) == (
            item.minimum,
            item.maximum,
            item.earliest,
            item.latest,
            item.repeat,
            item.battery,
        )
        if item.kind != "calculate":
            assert found.label == item.label
    used = {item.scale for item in instrument.items}
    for scale in instrument.scales:
        if scale.name in used:
            (found,) = [one for one in back.scales if one.name == scale.name]
            assert {choice.code: choice.label for choice in found.choices} == {
                choice.code: choice.label for choice in scale.choices
            }
            in_table = scale.name in {item.scale for item in instrument.items if item.battery}
            assert found.shuffled == scale.shuffled or in_table  # a table shows its answers in one order


@few
@given(instruments(), dialects)
def test_what_was_read_is_read_alike_when_it_is_written_again(instrument, dialect):
    once = reading(bare(form_of(instrument, dialect=dialect))).instrument
    assert reading(form_of(once, dialect=dialect)).instrument == once


@few
@given(instruments(), dialects, st.data())
def test_a_form_keeps_every_cell_and_takes_what_changed(instrument, dialect, data):
    form = _with_strays(bare(form_of(instrument, dialect=dialect)), data)
    read = reading(form)
    assert rewritten(read, new=read.instrument).form == form
    place = data.draw(st.integers(0, len(read.instrument.items) - 1))
    changed = replace(read.instrument.items[place], label=data.draw(texts))
    new = replace(read.instrument, items=(*read.instrument.items[:place], changed, *read.instrument.items[place + 1 :]))
    result = rewritten(read, new=new)
    if changed.kind != "calculate":
        assert result.problems == ()
        assert reading(result.form).instrument == new
    assert _strays(result.form) == _strays(form)


def _with_strays(form, data):
    """The form with a column and a sheet of somebody's own."""
    sheets = []
    for sheet in form.sheets:
        header, *rows = sheet.rows
        own = [data.draw(st.sampled_from(["", "x", "theme 1"])) for _ in rows]
        with_own = (trimmed([word, *row]) for word, row in zip(own, rows, strict=True))
        sheets.append(FormSheet(sheet.name, (("theme", *header), *with_own)))
    return Form(form.file, (*sheets, FormSheet("README", ((), ("", "for the team")))))


def _strays(form):
    found = [[row[0] for row in sheet.rows if row] for sheet in form.sheets if sheet.name in ("survey", "choices")]
    return found, form.sheet("readme")


ODD = """
type|name|label|label::French|relevance|constraint|list_name|value|select_one a|a|b|1|begin group|end_group
begin_repeat|end repeat|begin_score|score__row|begin_kobomatrix|integer|calculate|note|${a} = 1|${b}|“||or_other|#tag
select_multiple a or_other|kobo--matrix_list|choice_filter|b = ${a}|default_language|french|once(random())|. > 3
"""
cells = st.sampled_from(ODD.replace("\n", "|").split("|")) | st.text(max_size=4)
grids = st.lists(st.lists(cells, max_size=6).map(trimmed), max_size=8).map(tuple)
HEADERS = {
    "survey": [("type", "name", "label", "relevant", "constraint", "choice_filter")],
    "choices": [("list_name", "name", "label", "b")],
    "settings": [("form_title", "form_id", "version", "default_language")],
}


sheet_names = st.sampled_from(["survey", "choices", "settings", "README", "questionnaire"])


@given(st.dictionaries(sheet_names, grids), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_form_is_too_odd_to_be_read(content, headed):
    headers = HEADERS if headed else {}
    sheets = [FormSheet(name, (*headers.get(name, ()), *rows)) for name, rows in content.items()]
    read = reading(Form("odd.xlsx", tuple(sheets)))
    for problem in read.problems:
        assert problem.text("en")
        assert problem.text("fr")
    if read.instrument is not None:
        written = toml.text(read.instrument, comments=read.comments("fr"))
        assert toml.read_bytes(written.encode(), file="odd.toml") == read.instrument


leaves = st.integers(0, 3)
tables = st.recursive(
    st.dictionaries(st.sampled_from("abcd"), leaves, max_size=4),
    lambda inside: st.dictionaries(st.sampled_from("abcd"), leaves | inside, max_size=4),
    max_leaves=8,
)


def _in_order(table):
    return [(key, _in_order(value) if isinstance(value, dict) else value) for key, value in table.items()]


@given(tables, tables)
def test_what_changed_is_brought_whole_into_what_has_nothing_more(before, after):
    result = merged(before, before=before, after=after)
    assert _in_order(result.content) == _in_order(after)
    assert result.lost == ()


@given(tables, tables)
def test_what_did_not_change_is_not_touched(original, same):
    result = merged(original, before=same, after=same)
    assert _in_order(result.content) == _in_order(original)
    assert result.lost == ()


SCOPE = {
    "one": Asked("select_one", ("1", "2", "98")),
    "many": Asked("select_multiple", ("a", "b")),
    "age": Asked("integer"),
}
meant = st.one_of(
    st.builds(
        Membership, st.just("one"), st.lists(st.sampled_from(["1", "2", "98"]), min_size=2, unique=True).map(tuple)
    ),
    st.builds(Selected, st.just("many"), st.sampled_from(["a", "b"])),
    st.builds(Comparison, st.just("age"), st.sampled_from(["<", "<=", ">", ">=", "="]), st.integers(0, 99).map(float)),
    st.builds(Answered, st.sampled_from(["one", "many", "age"])),
)


@given(st.recursive(meant, lambda parts: st.builds(Not, parts), max_leaves=3))
def test_a_condition_that_a_form_computes_is_read_as_it_was_meant(expression):
    assert expression_of(expression.to_xpath(), SCOPE) == simplified(expression)
