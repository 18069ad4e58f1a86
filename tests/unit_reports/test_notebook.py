"""What the page on estimates shows of a notebook runs as it stands there."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "estimates.md"


def test_the_way_from_a_study_to_a_notebook(results):
    _, section = PAGE.read_text(encoding="utf-8").split("## From a study to a notebook\n")
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL).group(1)
    names = {}
    exec(code.replace("mali-2027", results.study.folder.as_posix()), names)
    assert len(names["design"].frame) == len(results.responses)
