"""The widgets of ``tk.explore``: choices above, a chart with buttons for its figures, headlines and code below.

Only what ipywidgets itself brings is used, so the panel works wherever ipywidgets do. Buttons are made once and
share their looks, since each widget costs a message to the browser.
"""

from __future__ import annotations

import base64
import io
from html import escape
from typing import Any, Final

import ipywidgets as widgets
import pandas as pd

from toolkit.errors import ToolkitError
from toolkit.explore import CHARTS, Chart, Choice, Exploration
from toolkit.measures.first_rows import COUNTS
from toolkit.measures.periods import FREQS

BARS: Final = 56
"""Periods that are shown at a time."""
STEPS: Final = 12
"""Heights of a bar, and shades of an hour."""
PAIRS: Final = 24
SHOWN_HEADLINES: Final = 100
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BLUE: Final = (33, 102, 172)
NOT_COLLECTED: Final = "#c8c8c8"
_PERIOD_TEXT: Final = {"H": "%Y-%m-%d %H:00", "D": "%a %Y-%m-%d", "W": "week of %Y-%m-%d", "M": "%B %Y",
                       "Q": "quarter from %Y-%m", "Y": "%Y"}
_COPY: Final = ("const code = this.parentElement.querySelector('pre'); getSelection().selectAllChildren(code); "
                "if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then("
                "() => { this.textContent = 'Copied'; })")


class Panel(widgets.VBox):
    """A panel over an `Exploration`.

    Attributes
    ----------
    exploration : Exploration
        What there is to look at.
    chart : Chart or None
        What is shown; None where the data could not answer, which the panel then says in words.
    headlines : DataFrame or None
        What the last click listed.
    """

    def __init__(self, exploration: Exploration) -> None:
        self.exploration = exploration
        self.chart: Chart | None = None
        self.headlines: pd.DataFrame | None = None
        self.controls = _controls(exploration)
        self.picture, self.listed, self.code = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.tabs = widgets.ToggleButtons(options=[(title, kind) for kind, title in CHARTS.items()],
                                          style={"button_width": "auto"})
        self.bars, self.hours, self.pairs = Bars(self._pick_period), Hours(self._pick_hour), Pairs(self._pick_pair)
        self.figures = widgets.VBox()
        for control in (*self.controls.values(), self.tabs):
            control.observe(self._on_change, names="value")
        chosen = [self.controls[name] for name in ("outlets", "topics")]
        others = widgets.VBox([self.controls[n] for n in ("first", "last", "count", "freq", "each_outlet")])
        super().__init__([widgets.HBox([*chosen, others], layout={"flex_flow": "row wrap"}), self.tabs, self.picture,
                          self.figures, self.listed, self.code])
        self.add_class("toolkit-explore")
        self.redraw()

    @property
    def choice(self) -> Choice:
        """What is chosen at the moment."""
        value = {name: control.value for name, control in self.controls.items()}
        days = {name: None if value[name] is None else value[name].isoformat() for name in ("first", "last")}
        return Choice(tuple(value["outlets"]), tuple(value["topics"]), **days, count=value["count"],
                      freq=value["freq"], each_outlet=value["each_outlet"])

    @property
    def kind(self) -> str:
        """Which chart is shown."""
        return str(self.tabs.value)

    def redraw(self) -> None:
        """Draw the chart of the current choice, or say why there is none."""
        choice, self.headlines = self.choice, None
        self.listed.value = "<p>Click a button below the chart to read the headlines behind it.</p>"
        try:
            self.chart = self.exploration.chart(self.kind, choice)
            self.picture.value = _picture(self.chart) + _notes(self.chart.notes)
            self.code.value = _code(self.chart.code)
            self.figures.children = [self._figures(choice)]
        except ToolkitError as error:
            self.chart, self.figures.children = None, []
            self.code.value = self.listed.value = ""
            self.picture.value = f"<p role='alert'>{escape(str(error))}</p>"

    def _figures(self, choice: Choice) -> widgets.Widget:
        if self.kind == "coverage":
            self.bars.show(self.exploration.by_period(choice), choice)
            return self.bars.box
        if self.kind == "times":
            self.hours.show(self.exploration.by_hour(choice), COUNTS[choice.count])
            return self.hours.box
        self.pairs.show(self.exploration.pairs(choice, PAIRS))
        return self.pairs.box

    def _on_change(self, _: Any) -> None:
        self.redraw()

    def _pick_period(self, period: pd.Timestamp) -> None:
        self._list(period.strftime(_PERIOD_TEXT[self.choice.freq]), self.exploration.in_period(self.choice, period))

    def _pick_hour(self, weekday: int, hour: int) -> None:
        self._list(f"{WEEKDAYS[weekday]} {hour:02}:00-{hour:02}:59",
                   self.exploration.in_hour(self.choice, weekday, hour))

    def _pick_pair(self, a: str, b: str) -> None:
        self._list(f"{a} + {b}", self.exploration.of_pair(self.choice, a, b))

    def _list(self, what: str, rows: pd.DataFrame) -> None:
        self.headlines = rows
        self.listed.value = _headlines(what, rows)


def _controls(exploration: Exploration) -> dict[str, Any]:
    days = exploration.days()
    first, last = (pd.Timestamp(day).date() for day in days) if days else (None, None)
    many = {"rows": 7, "layout": {"width": "19em"}, "style": {"description_width": "4em"}}
    narrow = {"layout": {"width": "21em"}, "style": {"description_width": "6em"}}
    topics = [(f"{name} ({n:,})", name) for name, n in exploration.topics().items()]
    hint = "Ctrl or Shift for several; none chosen: all"
    return {
        "outlets": widgets.SelectMultiple(options=exploration.outlets(), description="Outlets", tooltip=hint, **many),
        "topics": widgets.SelectMultiple(options=topics, description="Topics", tooltip=hint, **many),
        "first": widgets.DatePicker(description="From", min=first, max=last, **narrow),
        "last": widgets.DatePicker(description="To", min=first, max=last, **narrow),
        "count": widgets.Dropdown(options=[(unit, name) for name, unit in COUNTS.items()], description="Count",
                                  tooltip="First publications: first among what is chosen here", **narrow),
        "freq": widgets.Dropdown(options=[(word, name) for name, word in FREQS.items()], value="D",
                                 description="Per", **narrow),
        "each_outlet": widgets.Checkbox(value=True, description="each outlet apart", **narrow),
    }


class Bars:
    """A strip of bars, one button for each period, a page at a time."""

    def __init__(self, pick: Any) -> None:
        self._pick, self._page = pick, 0
        self._heights = [widgets.Layout(height=f"{8 + 5 * step}px", width="14px", margin="0 1px 0 0", padding="0",
                                        min_width="4px") for step in range(STEPS + 1)]
        self._shades = {True: widgets.ButtonStyle(button_color=_shade(STEPS)),
                        False: widgets.ButtonStyle(button_color=NOT_COLLECTED)}
        self.buttons = [widgets.Button() for _ in range(BARS)]
        for place, button in enumerate(self.buttons):
            button.on_click(lambda _, place=place: self._pick(self._periods["period"].iloc[self._start + place]))
        self.earlier, self.later = (widgets.Button(description=text, layout={"width": "7em"})
                                    for text in ("◀ earlier", "later ▶"))
        self.earlier.on_click(lambda _: self._turn(-1))
        self.later.on_click(lambda _: self._turn(1))
        self.span = widgets.Label()
        self.strip = widgets.HBox(self.buttons, layout={"align_items": "flex-end"})
        self.box = widgets.VBox([self.strip, widgets.HBox([self.earlier, self.span, self.later])])

    @property
    def _start(self) -> int:
        return self._page * BARS

    def show(self, periods: pd.DataFrame, choice: Choice) -> None:
        """Show these periods, the last page of them first."""
        self._periods, self._choice = periods, choice
        self._page = max((len(periods) - 1) // BARS, 0)
        self._turn(0)

    def _turn(self, by: int) -> None:
        pages = max((len(self._periods) - 1) // BARS + 1, 1)
        self._page = min(max(self._page + by, 0), pages - 1)
        shown = self._periods.iloc[self._start:self._start + BARS]
        most = max(int(self._periods["n"].max()) if len(self._periods) else 0, 1)
        unit, shape = COUNTS[self._choice.count], _PERIOD_TEXT[self._choice.freq]
        facts = zip(shown["period"], shown["n"].tolist(), shown["collected"].tolist(), strict=True)
        for button, (period, n, collected) in zip(self.buttons, facts, strict=False):
            button.layout = self._heights[-(-n * STEPS // most)]
            button.style = self._shades[collected]
            button.tooltip = f"{period.strftime(shape)}: {n:,} {unit}{'' if collected else ', not collected'}"
        self.strip.children = self.buttons[:len(shown)]
        ends = [shown["period"].iloc[i].strftime(shape) for i in (0, -1)] if len(shown) else []
        self.span.value = f"Headlines by {FREQS[self._choice.freq]}: {' to '.join(ends)}" if ends else ""
        self.earlier.disabled, self.later.disabled = self._page == 0, self._page == pages - 1


class Hours:
    """Seven rows of twenty-four buttons."""

    def __init__(self, pick: Any) -> None:
        self._pick = pick
        self._shades = [widgets.ButtonStyle(button_color=_shade(step)) for step in range(STEPS + 1)]
        self.buttons: list[list[widgets.Button]] = []
        self.box = widgets.VBox()

    def show(self, counts: Any, unit: str) -> None:
        """Show how many articles each hour has."""
        if not self.buttons:
            self._make()
        most = max(int(counts.max()), 1)
        for weekday, row in enumerate(self.buttons):
            for hour, button in enumerate(row):
                n = int(counts[weekday, hour])
                button.style = self._shades[-(-n * STEPS // most)]
                button.tooltip = f"{WEEKDAYS[weekday]} {hour:02}:00: {n:,} {unit}"

    def _make(self) -> None:
        cell = widgets.Layout(width="26px", height="28px", margin="0 1px 1px 0", padding="0")
        name = widgets.Layout(width="3em")
        head = widgets.Layout(width="26px", margin="0 1px 0 0")
        row_layout = widgets.Layout(align_items="center")
        rows = [widgets.HBox([widgets.Label("", layout=name), *(widgets.Label(f"{h:02}", layout=head)
                                                               for h in range(24))], layout=row_layout)]
        for weekday, word in enumerate(WEEKDAYS):
            buttons = [widgets.Button(layout=cell) for _ in range(24)]
            for hour, button in enumerate(buttons):
                button.on_click(lambda _, at=(weekday, hour): self._pick(*at))
            self.buttons.append(buttons)
            rows.append(widgets.HBox([widgets.Label(word, layout=name), *buttons], layout=row_layout))
        self.box.children = rows


class Pairs:
    """A button for each pair."""

    def __init__(self, pick: Any) -> None:
        layout = widgets.Layout(width="auto", max_width="30em")
        self._pick, self._names = pick, [("", "")] * PAIRS
        self.buttons = [widgets.Button(layout=layout) for _ in range(PAIRS)]
        for place, button in enumerate(self.buttons):
            button.on_click(lambda _, place=place: self._pick(*self._names[place]))
        self.box = widgets.HBox(layout={"flex_flow": "row wrap"})

    def show(self, pairs: pd.DataFrame) -> None:
        """Show these pairs in their order."""
        self._names = list(zip(pairs["a"], pairs["b"], strict=True))
        for button, (a, b), n in zip(self.buttons, self._names, pairs["n_ab"].tolist(), strict=False):
            button.description = f"{a} + {b} ({n:,})"
            button.tooltip = f"{n:,} with both {a} and {b}"
        self.box.children = self.buttons[:len(pairs)]


def _shade(step: int) -> str:
    """Shade between white and blue; an hour with anything in it differs from an empty one."""
    part = 0.0 if step == 0 else 0.15 + 0.85 * step / STEPS
    return "#" + "".join(f"{round(245 + (channel - 245) * part):02x}" for channel in BLUE)


def _picture(chart: Chart) -> str:
    from matplotlib import pyplot as plt

    from toolkit.charts.sheet import alt_text

    figure: Any = chart.axes.figure
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=144)
    plt.close(figure)
    width = round(figure.get_size_inches()[0] * 96)
    return (f'<img alt="{escape(alt_text(chart.axes), quote=True)}" style="width:{width}px;max-width:100%" '
            f'src="data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode()}">')


def _notes(notes: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in notes)}</ul>" if notes else ""


def _code(code: str) -> str:
    return (f'<details open><summary>The code that makes this chart</summary><div>'
            f'<button type="button" class="jupyter-button" onclick="{escape(_COPY, quote=True)}">Copy the code</button>'
            f'<pre style="line-height:1.4;margin:0.4em 0">{escape(code)}</pre></div></details>')


def _headlines(what: str, rows: pd.DataFrame) -> str:
    items = "".join(
        f"<tr><td style='white-space:nowrap'>{_text(row['published'])}</td><td>{_text(row['outlet'])}</td>"
        f"<td style='text-align:left'>{_title(row)}</td></tr>"
        for row in rows.head(SHOWN_HEADLINES).to_dict("records"))
    more = f", the first {SHOWN_HEADLINES} shown" if len(rows) > SHOWN_HEADLINES else ""
    head = "<tr><th>published</th><th>outlet</th><th style='text-align:left'>headline</th></tr>"
    table = f"<table style='border-spacing:0.8em 0'><thead>{head}</thead><tbody>{items}</tbody></table>"
    return (f"<p><b>{escape(what)}</b>: {len(rows):,} {'article' if len(rows) == 1 else 'articles'}{more}</p>"
            f"{table if items else ''}")


def _title(row: dict[Any, Any]) -> str:
    title, where, url = _text(row["title"]) or "(no title)", _text(row["source_ref"]), _text(row["url"])
    if url.startswith(("http://", "https://")):
        title = f'<a href="{url}" target="_blank" rel="noopener noreferrer">{title}</a>'
    return f'<span title="{where}">{title}</span>'


def _text(value: Any) -> str:
    return "" if pd.isna(value) else escape(str(value), quote=True)
