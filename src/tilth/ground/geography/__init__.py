"""Layers, areas and what is published about them."""

from tilth.ground.geography.atlas import Geography
from tilth.ground.geography.figures import Figures
from tilth.ground.geography.gazetteer import Area, Layer

__all__ = ["Area", "Figures", "Geography", "Layer"]
