"""Pictures of a finding, each a Vega-Lite specification made with Altair and drawn as SVG."""

from tilth.see.findings.charts.bars import bars

KINDS = {"bars": bars}
