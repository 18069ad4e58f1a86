"""Words as they are typed on a command line, so that a command that is printed can be copied."""

import re
import shlex

_BARE = re.compile(r"[\w@%+=:,./~\\-]+")


def typed(word: object) -> str:
    """Return a word of a command, between quotes where it would fall apart.

    Double quotes serve on Windows too; the others only where a shell would read something into what stands in them.

    Examples
    --------
    >>> print(typed("mali-2027"), typed("Étude Été 2027"), typed("a $b"))
    mali-2027 "Étude Été 2027" 'a $b'
    """
    text = str(word)
    if _BARE.fullmatch(text):
        return text
    return shlex.quote(text) if set(text) & set('"$`!') else f'"{text}"'
