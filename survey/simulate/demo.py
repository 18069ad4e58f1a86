"""The synthetic study of Mali that comes along: its folder, with a fresh ledger and a fresh export in it."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from instruments import library
from instruments.errors import Place, refuse
from survey.simulate.draw import simulate, write
from survey.simulate.reading import read_world

SEED = 2026
STUDY = ("study.toml", "world.toml", "places.csv")


def demo(folder: str | Path, *, seed: int = SEED) -> Path:
    """Make the synthetic study in a folder, ready for ``survey run``, and return the path of its export.

    Parameters
    ----------
    folder : str or Path
        Made where it is not there; what it already holds under the same names is written anew.
    seed : int
        The same seed gives the same answers.

    Raises
    ------
    SurveyError
        If the folder holds a study that does not call itself synthetic.
    """
    folder = Path(folder)
    _keep_off_real_studies(folder / "study.toml")
    folder.mkdir(parents=True, exist_ok=True)
    for name in STUDY:
        (folder / name).write_bytes((shipped() / name).read_bytes())
    simulated = simulate(read_world(folder / "world.toml"), library.load("household"), seed=seed)
    return write(simulated, folder)[1]


def _keep_off_real_studies(file: Path) -> None:
    if not file.exists():
        return
    try:
        synthetic = tomllib.loads(file.read_text(encoding="utf-8")).get("synthetic") is True
    except ValueError:
        synthetic = False
    if not synthetic:
        raise refuse("survey.simulate.real_study", Place(file=str(file)))


def shipped() -> Traversable:
    """Return the folder of the study as it is shipped: inside an installed package, or in the source tree."""
    inside = files("survey.simulate") / "mali_2026"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "examples" / "mali-2026"
