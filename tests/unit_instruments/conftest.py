"""Forms as other people write them, one for each server: small, and with what real ones have astray."""

# ruff: noqa: E501 - a row of a form is a line here

import openpyxl
import pytest

from instruments.formats.xlsform.form import Form, FormSheet, trimmed

YES_NO = "list_name|name|label\nyn|yes|Yes\nyn|no|No"
KOBO = {
    "survey": """
type|name|label::French (fr)|label::English (en)|hint::French (fr)|required|relevant|constraint|calculation|kobo--matrix_list|kobo--score-choices|kobo--rank-items|$kuid|
start|start|||||||||||a1|
username|username|||||||||||a2|
select_one\u00a0yn|consent|Acceptez-vous ?|Do you agree?|Lisez.|true||||||| |by hand
begin_group|part_a|Partie A|Part A|||${consent} = 'yes'||||||a3|
integer|age|Âge|Age||true||. >= 18 and . <= 110|||||a4|
select_multiple media or_other|media|Médias|Media|||||||||a5|
geopoint|where|Où ?|Where?|||||||||a6|
end_group||||||||||||a7|
begin_kobomatrix|goods|Biens|Goods||||||things|||a8|
integer|number|Combien ?|How many?|||||||||a9|
end_kobomatrix||||||||||||b1|
begin_score|marks|Notes|Marks|||||||trust||b2|
score__row|army|L'armée|The army|||||||||b3|
score__row|police|La police|The police|||||||||b4|
end_score||||||||||||b5|
begin_rank|needs|Besoins|Needs||||||||things|b6|
rank__level|first|Le premier|The first|||||||||b7|
end_rank||||||||||||b8|
calculate|__version__|||||||'vAbc'||||b9|
calculate|__version__|||||||'vDef'||||c1|
""",
    "choices": """
list_name|name|label::French (fr)|label::English (en)
yn|yes|Oui|Yes
yn|no|Non|No
media|1|Radio|Radio
media|2|Télé|TV
trust|1|Pas du tout|Not at all
trust|2|Un peu|A little
trust|3|Beaucoup|A lot
trust|98|Ne sait pas|Don't know
things|cow|Vache|Cow
things|goat|Chèvre|Goat
""",
    "settings": """
form_title|version|default_language|style
Essai|vAbc|French (fr)|theme-grid
""",
    "README": "\nfor the team\n",
}

SURVEYCTO = {
    "survey": """
type|name|label|label:English|hint|required|required message|relevance|constraint|constraint message|appearance|choice_filter|calculation|repeat_count|disabled
deviceid|deviceid|||||||||||||
text audit|audit|||||||||p=100||||
select_one region|region|Région|Region||yes|Répondez.|||||||
select_one cercle|cercle|Cercle|Cercle|||||||| region = ${region}||
begin group|views|Avis|Views||||${region} = 'gao'||||||
select_one trust|trust_header|Faites-vous confiance ?|Do you trust?|||||||label||||
select_one trust|trust_army|L'armée|The army||yes|||||list-nolabel||||
select_one trust|trust_police|La police|The police||yes|||||list-nolabel||||
end group||||||||||||||
integer|turns_count|Combien de saisons ?|How many seasons?|||||. >= 0 and . <= 4|||||
begin repeat|turns|Saison|Season||||||||||${turns_count}|
decimal|price|Prix|Price|||||.>=0||||||
end repeat||||||||||||||
calculate|doubled|||||||||||${turns_count} * 2||
text|old|Vieux|Old||||||||||| yes
note|thanks|Merci|Thanks|||||||||||
""",
    "choices": """
list_name|value|label|label:English|region
region|gao|Gao|Gao|
region|kidal|Kidal|Kidal|
cercle|ansongo|Ansongo|Ansongo|gao
cercle|tessalit|Tessalit|Tessalit|kidal
trust|1|Pas du tout|Not at all|
trust|2|Beaucoup|A lot|
trust|-888|Refus|Refused|
""",
    "settings": """
form_title|form_id|version|default_language
Essai|essai|2601150900|French
""",
    "help-survey": "\nhow to fill this in\n",
}

ODK = {
    "survey": """
priority|level|Type|NAME|label::french\t|Label::English|media::audio::french|Required|Relevant|bind::constraint|readonly|theme
1|A|select one yn|aware|En avez-vous entendu parler ?|Have you heard of it?|aware.mp3|TRUE()||||x
1|A|select_multiple reason|reasons|Pourquoi ?|Why?|||selected(${aware},"yes") and not(${aware} = '')|not(selected(., 'none') and count-selected(.) > 1)||
2|B|date|since|Depuis quand ?|Since when?|||${aware}='yes' or ${aware}='dk'|. >= date('2021-12-01') and . <= date('2024-03-31')||
2|B|text|why|Dites-en plus|Say more|||${aware} != 'no'|||
2|B|acknowledge|seen|Lu|Read||||||
|#x|#meta|||||||||
""",
    "choices": """
list name|Name|label::french|Label::English
yn|yes|Oui|Yes
yn|no|Non|No
yn|dk|Ne sait pas|Don't know
reason|fear|La peur|Fear
reason|hope|L'espoir|Hope
reason|none|Rien|Nothing
""",
    "settings": "\nid_string|version|default_language\nessai_odk|3|french\n",
}


THEIRS = {"kobo": KOBO, "surveycto": SURVEYCTO, "odk": ODK}


@pytest.fixture(params=THEIRS)
def theirs(request):
    """The sheets of a form of each server, one after the other, with the server's name."""
    return request.param, THEIRS[request.param]


@pytest.fixture
def kobo():
    return KOBO


@pytest.fixture
def surveycto():
    return SURVEYCTO


@pytest.fixture
def odk():
    return ODK


@pytest.fixture
def form_of():
    """What makes a form of sheets whose cells stand between bars."""
    return _form


@pytest.fixture
def survey():
    """What makes a form of a few rows."""

    def made(rows, *, choices=YES_NO, header="type|name|label|relevant|constraint"):
        return _form({"survey": f"\n{header}\n{rows}\n", "choices": f"\n{choices}\n"})

    return made


@pytest.fixture
def saved(tmp_path):
    """What makes a workbook of sheets; with numbers, a code that is a number is stored as one."""

    def written(sheets, *, numbers=False):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, text in sheets.items():
            sheet = book.create_sheet(name)
            for row in _rows(text):
                sheet.append([float(cell) if numbers and cell.isdigit() else cell or None for cell in row])
        book.save(tmp_path / "theirs.xlsx")
        return tmp_path / "theirs.xlsx"

    return written


def _form(sheets):
    return Form("theirs.xlsx", tuple(FormSheet(name, _rows(text)) for name, text in sheets.items()))


def _rows(text):
    return tuple(trimmed(line.split("|")) for line in text.strip("\n").split("\n"))
