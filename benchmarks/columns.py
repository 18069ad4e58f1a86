"""Made data as columns of raw numbers, which R and Python read alike."""

from pathlib import Path

import numpy as np
import pandas as pd


def write(frame: pd.DataFrame, folder: Path) -> None:
    """Write each column as a file of numbers."""
    for name, column in frame.items():
        column.to_numpy(dtype=float).tofile(folder / f"{name}.bin")


def read(folder: Path) -> pd.DataFrame:
    """Return the columns of a folder, by their names."""
    return pd.DataFrame({path.stem: np.fromfile(path) for path in sorted(folder.glob("*.bin"))})
