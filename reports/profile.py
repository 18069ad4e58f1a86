"""Whom a report is for: a funder, who reads, or an analyst, who goes on working with the tables."""

from typing import Literal, get_args

Profile = Literal["funder", "analyst"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
