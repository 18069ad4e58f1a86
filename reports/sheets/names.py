"""Keys of sheets to which many others lead back."""

CONTENTS = "contents"
METHOD = "method"
WEIGHTS = "weights"
