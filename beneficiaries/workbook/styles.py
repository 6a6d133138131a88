"""The look of the workbook: our paper, our green, white cells to write in."""

from typing import Any

INK, QUIET, LINE, MIST, BRAND, BRAND_LIGHT = "#1B2733", "#4A5763", "#C9D1D6", "#F3F6F5", "#0F5757", "#DCECEA"
ERROR, ERROR_BG = "#A61B1B", "#FBEAEA"
FONT = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
BOX = {"border": 1, "border_color": "#5F6B76", "locked": False, "bg_color": "#FFFFFF"}
NUMBER = "#,##0"


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        def style(**more: Any) -> Any:
            return book.add_format({**FONT, **more})

        self.title = style(bold=True, font_size=16, font_color=BRAND)
        self.text = style(text_wrap=True)
        self.quiet = style(font_color=QUIET, text_wrap=True)
        self.hint = style(font_color=QUIET)
        self.fault_text = style(bold=True, font_color=ERROR, text_wrap=True)
        self.heading = style(
            bold=True, font_color="#FFFFFF", bg_color=BRAND, text_wrap=True, valign="vcenter", align="center"
        )
        self.heading_left = style(
            bold=True, font_color="#FFFFFF", bg_color=BRAND, text_wrap=True, valign="vcenter"
        )
        self.line = style(
            bold=True, font_size=12, bg_color=BRAND_LIGHT, text_wrap=True, top=1, top_color=BRAND
        )
        self.line_text = style(
            font_size=10, font_color=QUIET, bg_color=BRAND_LIGHT, text_wrap=True, top=1, top_color=BRAND
        )
        self.block = style(italic=True, font_color=QUIET, bg_color=MIST)
        self.name = style(text_wrap=True, align="left", indent=1)
        self.before = style(num_format=NUMBER, font_color=QUIET, align="right")
        self.number = style(num_format=NUMBER, align="right", **BOX)
        self.choice = style(align="center", text_wrap=True, **BOX)
        self.day = style(num_format="dd.mm.yyyy", align="right", **BOX)
        self.note = style(text_wrap=True, quote_prefix=True, **BOX)
        self.total = style(num_format=NUMBER, bold=True, align="right", bg_color=MIST, top=1, top_color=LINE)
        self.total_name = style(bold=True, bg_color=MIST, top=1, top_color=LINE, align="left", indent=1)
        self.fault = style(
            num_format=NUMBER, align="right", text_wrap=True,
            **{**BOX, "border": 2, "border_color": ERROR, "bg_color": ERROR_BG, "font_color": ERROR},
        )  # fmt: skip
