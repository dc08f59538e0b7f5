"""Where facts come from: the only part of the tracker that talks to the outside."""
