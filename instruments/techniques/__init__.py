"""Ways of asking that hide a single answer and show the share: each knows what hides it, and by how much."""

from instruments.techniques.conjoint import Attribute, Conjoint
from instruments.techniques.crosswise import Crosswise
from instruments.techniques.device import Device
from instruments.techniques.endorsement import Endorsement
from instruments.techniques.forced_response import ForcedResponse
from instruments.techniques.list_experiment import ListExperiment

Technique = ListExperiment | Endorsement | ForcedResponse | Crosswise | Conjoint

__all__ = [
    "Attribute",
    "Conjoint",
    "Crosswise",
    "Device",
    "Endorsement",
    "ForcedResponse",
    "ListExperiment",
    "Technique",
]
