"""Charts of a roll-up, drawn by the table program itself from the figures of another sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from villagedesk.books.rollup.blocks import Heading, Placed
from villagedesk.books.sheet import set_up_print
from villagedesk.books.styles import FONT, HEADING_FONT, LINE, Styles

_WIDTH, _HEIGHT = 1080, 306
_PER_VILLAGE = 15  # pixels that a village needs to be told apart
_ROWS = 12  # rows of the sheet below one chart
_FEW = 15  # villages above whose bars there is room for a number
_COLOURS = ("#C0504D", "#E8A33D", "#9BB7D4", "#4F81BD")


@dataclass(frozen=True)
class Chart:
    """Columns of one table, village by village; `stacked` puts them on top of each other."""

    title: str
    block: str
    series: tuple[Heading, ...]
    stacked: bool = False
    colours: tuple[str, ...] = _COLOURS


def write_charts(
    workbook: Any, sheet: Any, charts: Sequence[Chart], styles: Styles, *, of: "Source"
) -> None:
    """Two charts a page; one whose table or columns are not there is left out."""
    shown = [chart for chart in charts if of.has(chart)]
    sheet.hide_gridlines(2)
    sheet.set_default_row(LINE + 4)
    set_up_print(sheet)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, of.title, styles["heading"])
    for count, chart in enumerate(shown):
        where = of.placed[chart.block]
        drawn = _draw(workbook, chart, where, of.sheet)
        width = max(_WIDTH, _PER_VILLAGE * (where.last - where.first + 1))
        drawn.set_size({"width": width, "height": _HEIGHT})
        sheet.insert_chart(1 + count * _ROWS, 0, drawn, {"description": chart.title})
    sheet.set_h_pagebreaks([1 + count * _ROWS for count in range(2, len(shown), 2)])


@dataclass(frozen=True)
class Source:
    """The sheet of figures the charts point at, where its tables lie, and the charts' heading."""

    sheet: str
    placed: Mapping[str, Placed]
    title: str

    def has(self, chart: Chart) -> bool:
        """Whether there is anything to draw."""
        where = self.placed.get(chart.block)
        return where is not None and all(one in where.columns for one in chart.series)


def _draw(workbook: Any, chart: Chart, where: Placed, sheet: str) -> Any:
    kind = {"type": "column", **({"subtype": "stacked"} if chart.stacked else {})}
    drawn = workbook.add_chart(kind)
    few = where.last - where.first < _FEW
    percent = all(one.look == "percent" for one in chart.series)
    for heading, colour in zip(chart.series, chart.colours, strict=False):
        column = where.columns[heading]
        labels = {"value": True, "font": {"name": FONT, "size": 9}}
        drawn.add_series(
            {
                "name": heading.label,
                "categories": [sheet, where.first, 0, where.last, 0],
                "values": [sheet, where.first, column, where.last, column],
                "fill": {"color": colour},
                "gap": 60,
                **({"data_labels": labels} if few and not chart.stacked else {}),
            }
        )
    font = {"name": FONT, "size": 10}
    drawn.set_title(
        {"name": chart.title, "name_font": {"name": HEADING_FONT, "size": 14}, "overlay": False}
    )
    drawn.set_x_axis({"num_font": font})
    most = {"min": 0, "max": 1, "num_format": "0%"} if percent else {"min": 0, "num_format": "0"}
    drawn.set_y_axis({"num_font": font, "major_gridlines": {"visible": True}, **most})
    several = len(chart.series) > 1
    drawn.set_legend({"position": "bottom", "font": font} if several else {"none": True})
    return drawn
