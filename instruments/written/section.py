"""What every written file is made of: sections without unknown keys, names, and words in several languages."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from instruments.text import UNSPOKEN, Text


def _text(value: Any) -> Text:
    match value:
        case Text():
            return value
        case str():
            return Text.of({UNSPOKEN: value})
        case dict() if value and all(isinstance(words, str) for words in value.values()):
            return Text.of(value)
        case _:
            raise PydanticCustomError("words_type", "words")


Words = Annotated[
    Text,
    PlainValidator(_text),
    PlainSerializer(dict, return_type=dict[str, str]),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
Name = Annotated[str, Field(min_length=1)]


class Section(BaseModel):
    """A part of a written file: nothing unknown in it, nothing changed after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
