"""From files in service to one linked, pseudonymised release, and back to the files."""

from tilth.see.build.building import Built, build
from tilth.see.build.lineage import trace

__all__ = ["Built", "build", "trace"]
