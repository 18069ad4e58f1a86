"""What is found wrong, or only there in the form, while a form is read: all of it, each with its place."""

from dataclasses import dataclass, field, replace

from instruments.errors import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Findings:
    """A list that grows as the form is read.

    Attributes
    ----------
    file : str
    problems : list of Problem
    """

    file: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, name: str, place: Place, /, **values: object) -> None:
        """Note a fault of the form."""
        self._note(name, place, values, Severity.ERROR)

    def not_understood(self, name: str, place: Place, /, **values: object) -> None:
        """Note what is sound, but has no place in a questionnaire: it stays in the form only."""
        self._note(name, place, values, Severity.WARNING)

    def note(self, name: str, place: Place, /, **values: object) -> None:
        """Note what people should know, and need not act on."""
        self._note(name, place, values, Severity.NOTE)

    def add(self, problem: Problem, place: Place, *, severity: Severity | None = None) -> None:
        """Note a problem that somebody else found."""
        self.problems.append(
            replace(problem, place=replace(place, file=self.file), severity=severity or problem.severity)
        )

    def _note(self, name: str, place: Place, values: dict[str, object], severity: Severity) -> None:
        code = f"instruments.form_reading.{name}"
        self.problems.append(Problem(code=code, place=replace(place, file=self.file), values=values, severity=severity))
