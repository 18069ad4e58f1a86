"""Files that people write, in TOML: read whole, checked whole, every fault said at once."""

from instruments.written.reading import parsed, read_through, validated
from instruments.written.section import Name, Section, Words

__all__ = ["Name", "Section", "Words", "parsed", "read_through", "validated"]
