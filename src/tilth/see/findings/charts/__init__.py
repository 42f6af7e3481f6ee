"""Pictures of a finding, each a Vega-Lite specification drawn as SVG."""

from tilth.see.findings.charts.bars import bars
from tilth.see.findings.charts.choropleth import choropleth
from tilth.see.findings.charts.fairness import fairness
from tilth.see.findings.charts.funnel import funnel
from tilth.see.findings.charts.pyramid import pyramid
from tilth.see.findings.charts.rug import rug
from tilth.see.findings.charts.spc import spc
from tilth.see.findings.charts.spine import spine
from tilth.see.findings.charts.trend import trend

KINDS = {
    "bars": bars,
    "choropleth": choropleth,
    "fairness": fairness,
    "funnel": funnel,
    "pyramid": pyramid,
    "rug": rug,
    "spc": spc,
    "spine": spine,
    "trend": trend,
}
