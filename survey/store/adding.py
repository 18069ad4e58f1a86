"""A file while it comes into the store, within one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from survey.store.audit import Action, Entry, write
from survey.store.cells import cells_of, texts_of
from survey.store.erasing import erased_in
from survey.store.records import UNNAMED, Added, Held, Likeness, RawFile, RawRow, Twin
from survey.store.schema import audit, files, versions

Agree = Callable[[Sequence[tuple[RawRow, Held]]], Sequence[Likeness]]
"""Says of each row whether it has the same answers as what is held already under its identity."""

Known = Callable[[Sequence[RawRow]], Sequence[Twin | None]]
"""Says of each new row which interview it is already, known by its answers alone; None where it is none."""

_IDENTITIES_A_QUESTION = 500
_HELD = (versions.c.instance_id, versions.c.file_id, versions.c.cells, versions.c.row, versions.c.sheet)
_FROM_ROWS = ("row", "submission_id", "deprecated_id", "edits", "form_version")


@dataclass(frozen=True, slots=True)
class Adding:
    """A file while it is being added."""

    connection: Connection
    file_id: int
    file: RawFile
    reviews: dict[str, str]
    erased: frozenset[str] = frozenset()
    origins: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def add(self, rows: Sequence[RawRow], *, agree: Agree, known: Known) -> Added:
        """Store the versions that are new; tell those that are known, and those that contradict what is known."""
        held = self._held([row.identity for row in rows])
        fresh: dict[str, RawRow] = {}
        again: list[tuple[RawRow, Held]] = []
        for row in rows:
            if row.identity in held:
                again.append((row, held[row.identity]))
            elif row.identity in fresh:
                first = fresh[row.identity]
                again.append((row, Held("", self.file.header, first.cells, first.row, first.sheet)))
            else:
                fresh[row.identity] = row
        twins = self._recognised(fresh, known)
        if fresh:
            self._insert(list(fresh.values()))
        edited = [row for row in fresh.values() if row.edited]
        named = sum(row.identity in fresh for row, _ in twins)
        unnamed = [(row, twin) for row, twin in twins if row.identity not in fresh]
        write(self.connection, [*map(self._edit, edited), *self._reviewed(rows)])
        told = list(zip(again, agree(again) if again else (), strict=True))
        conflicts = tuple(pair for pair, like in told if like == "other")
        fuller = [(row, earlier.file) for (row, earlier), like in told if like == "more"]
        fuller += [(row, twin.file) for row, twin in unnamed if twin.like == "more"]
        return Added(
            stored=len(fresh),
            known=len(again) - len(conflicts) + len(unnamed) - len(fuller),
            edited=len(edited) - named,
            conflicts=conflicts,
            fuller=tuple(fuller),
            twins=tuple((row, twin.name) for row, twin in twins),
        )

    def _recognised(self, fresh: dict[str, RawRow], known: Known) -> list[tuple[RawRow, Twin]]:
        """Return the new rows that are interviews which the store holds under another name.

        One without a name of its own is known, and taken out. One with a name is a later version: it brings the name.
        """
        rows = list(fresh.values())
        twins = [(row, twin) for row, twin in zip(rows, known(rows), strict=True) if twin]
        for row, twin in twins:
            if row.is_unnamed:
                del fresh[row.identity]
            else:
                fresh[row.identity] = replace(row, deprecated_id=twin.name)
        return twins

    def unnamed(self) -> Iterator[tuple[str, Held]]:
        """Yield the interviews of other files that are known by their answers alone, and that nothing has named yet."""
        such = versions.c.instance_id.startswith(UNNAMED)
        if self.connection.scalar(select(versions.c.instance_id).where(such).limit(1)) is None:
            return  # the index alone tells; in nearly every store there is none
        named = select(versions.c.deprecated_id).where(versions.c.deprecated_id.startswith(UNNAMED))
        taken = set(self.connection.scalars(named))
        yield from (one for one in self._others(such) if one[0] not in taken)

    def named(self) -> Iterator[tuple[str, Held]]:
        """Yield the interviews of other files that have a name of their own, with what they hold."""
        yield from self._others(~versions.c.instance_id.startswith(UNNAMED))

    def _others(self, such: ColumnElement[bool]) -> Iterator[tuple[str, Held]]:
        others = select(*_HELD).where(such, versions.c.file_id != self.file_id)
        pages = others.order_by(versions.c.id).execution_options(yield_per=_IDENTITIES_A_QUESTION)
        yield from map(self._as_held, self.connection.execute(pages))

    def reconcile(self, reconciliation: Mapping[str, Any]) -> None:
        """Write down what became of the file."""
        kept = update(files).where(files.c.id == self.file_id).values(reconciliation=dict(reconciliation))
        self.connection.execute(kept)

    def _held(self, identities: Sequence[str]) -> dict[str, Held]:
        held: dict[str, Held] = {}
        for start in range(0, len(identities), _IDENTITIES_A_QUESTION):
            asked = versions.c.instance_id.in_(identities[start : start + _IDENTITIES_A_QUESTION])
            held |= map(self._as_held, self.connection.execute(select(*_HELD).where(asked)))
        return held

    def _as_held(self, found: Sequence[Any]) -> tuple[str, Held]:
        identity, file_id, cells, row, sheet = found
        name, header = self._origin(file_id)
        return identity, Held("" if file_id == self.file_id else name, header, cells_of(cells), row, sheet)

    def _origin(self, file_id: int) -> tuple[str, tuple[str, ...]]:
        """Return the name and the header of a file that the store holds; they are asked for once."""
        if file_id not in self.origins:
            found = select(files.c.name, files.c.header).where(files.c.id == file_id)
            name, header = self.connection.execute(found).one()
            self.origins[file_id] = (name, tuple(header))
        return self.origins[file_id]

    def _insert(self, rows: Sequence[RawRow]) -> None:
        """Hand rows to the driver as it wants them: a dictionary a row, made twice on the way, costs more than they."""
        own = (*_FROM_ROWS, "sheet") if rows[0].sheet else _FROM_ROWS
        columns, same = ("file_id", *own, "instance_id", "cells"), attrgetter(*own)
        statement = insert(versions).compile(dialect=self.connection.dialect, column_keys=columns)
        texts = texts_of([row.cells for row in rows])
        values = [(self.file_id, *same(row), row.identity, text) for row, text in zip(rows, texts, strict=True)]
        if statement.positiontup is not None:
            order = itemgetter(*map(columns.index, statement.positiontup))
            self.connection.exec_driver_sql(str(statement), list(map(order, values)))
        else:
            self.connection.exec_driver_sql(str(statement), [dict(zip(columns, row, strict=True)) for row in values])

    def _edit(self, row: RawRow) -> Entry:
        earlier = row.deprecated_id or row.submission_id
        return self._entry("edit", row, old=earlier, new=row.identity)

    def _reviewed(self, rows: Sequence[RawRow]) -> Iterator[Entry]:
        """Yield what the server decided on interviews since the last file that said it."""
        for row in rows:
            known = self.reviews.get(row.submission_id, "")
            if row.review is not None and row.review != known:
                self.reviews[row.submission_id] = row.review
                yield self._entry("review", row, old=known, new=row.review)

    def _entry(self, action: Action, row: RawRow, *, old: str, new: str) -> Entry:
        return Entry(
            action=action,
            made_by=self.file.loader,
            made_at=self.file.loaded_at,
            submission_id=row.submission_id,
            old=old,
            new=new,
            source=self.file.name,
        )


def begin_adding(connection: Connection, file: RawFile) -> Adding:
    """Write down that a file comes in."""
    names = ("name", "sha256", "kind", "loader", "form", "form_version", "plan")
    values = {name: getattr(file, name) for name in names}
    written = {"header": list(file.header), "loaded_at": file.loaded_at.isoformat(), "reconciliation": {}}
    key = connection.execute(insert(files).values(values | written)).inserted_primary_key
    loaded = Entry(action="load", made_by=file.loader, made_at=file.loaded_at, new=file.sha256, source=file.name)
    write(connection, [loaded])
    decided = select(audit.c.submission_id, audit.c.new).where(audit.c.action == "review").order_by(audit.c.id)
    reviews = {row.submission_id: row.new for row in connection.execute(decided)}
    return Adding(connection, int(key[0]) if key else 0, file, reviews, erased=erased_in(connection))
