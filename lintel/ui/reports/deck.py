"""An empty deck of ours: 16:9, the colours of the house, and the few shapes that slides are made of."""

import io
import re
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from lintel.ui.charts import PALETTE

WIDE, HIGH = 13.333, 7.5  # inches
EDGE, TOP, BOTTOM = 0.6, 1.45, 6.85  # where a slide's content stands
INNER = WIDE - 2 * EDGE
TONES = [tone.lstrip("#").upper() for tone in PALETTE]
MARKETING, IT, BOTH = TONES[:3]
INK, MUTED, HAIR = "26222B", "605C66", "D4D2D8"
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own “no style, no grid”
TITLE_ONLY = 5


def empty() -> Any:
    """A presentation without slides."""
    deck = Presentation()
    stretch = Inches(WIDE) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    master = deck.slide_master
    for shape in [*master.shapes, *(one for layout in deck.slide_layouts for one in layout.shapes)]:
        if shape.is_placeholder and shape._element.xpath("./p:spPr/a:xfrm"):
            shape.left, shape.width = Emu(int(shape.left * stretch)), Emu(int(shape.width * stretch))
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    for place, tone in enumerate(TONES[:6], 1):
        pattern = rf'(<a:accent{place}><a:srgbClr val=")[0-9A-F]{{6}}'.encode()
        theme._blob = re.sub(pattern, rb"\g<1>" + tone.encode(), theme._blob)
    return deck


def new_slide(deck: Any, title: str, *, at: float = 0.5, size: int = 26, high: float = 0.75) -> Any:
    """A slide with its title, which outlines and screen readers go by."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Inches(n) for n in (EDGE, at, INNER - 1, high))
    frame = shape.text_frame
    _plain(frame)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.text = title
    _write(frame.paragraphs[0], size, INK, bold=True)
    return slide


def text(slide: Any, words: str, place: tuple[float, float, float, float], size: float, **how: Any) -> Any:
    """A box of text at left, top, width, height in inches."""
    box = slide.shapes.add_textbox(*(Inches(one) for one in place))
    _plain(box.text_frame)
    box.text_frame.text = words
    for paragraph in box.text_frame.paragraphs:
        _write(
            paragraph, size, how.get("tone", INK), bold=how.get("bold", False), right=how.get("right", False)
        )
    return box


def bar(slide: Any, place: tuple[float, float, float, float], tone: str) -> None:
    """A filled bar that means nothing to a screen reader."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(one) for one in place))
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(tone)
    shape.line.fill.background()
    shape.shadow.inherit = False
    _decorative(shape)


def mark(slide: Any, left: float, top: float, size: float) -> None:
    """Both posts and the beam."""
    unit = size / 20
    bar(slide, (left, top, 20 * unit, 4 * unit), BOTH)
    bar(slide, (left + 2 * unit, top + 6 * unit, 4 * unit, 10 * unit), MARKETING)
    bar(slide, (left + 14 * unit, top + 6 * unit, 4 * unit, 10 * unit), IT)


def picture(slide: Any, content: bytes, place: tuple[float, float, float, float], says: str) -> float:
    """A picture as large as its place allows, with words for who does not see it; where it ends (inches)."""
    left, top, wide, high = place
    shape = slide.shapes.add_picture(io.BytesIO(content), Inches(left), Inches(top))
    fit = min(Inches(wide) / shape.width, Inches(high) / shape.height)
    shape.width, shape.height = Emu(int(shape.width * fit)), Emu(int(shape.height * fit))
    shape.left = Emu(int(Inches(left) + (Inches(wide) - shape.width) / 2))
    shape._element.nvPicPr.cNvPr.set("descr", says)
    return top + float(shape.height) / Inches(1)


def table(
    slide: Any,
    rows: list[list[str]],
    place: tuple[float, float, list[float]],
    right: list[bool],
    size: float,
) -> Any:
    """A native table at left and top: widths of its columns in inches, letters in points, its head first."""
    left, top, widths = place
    shape = slide.shapes.add_table(
        len(rows), len(widths), Inches(left), Inches(top), Inches(sum(widths)), Inches(0.3 * len(rows))
    )
    grid = shape.table
    grid._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_TABLE
    grid.horz_banding = False
    for place_of, wide in enumerate(widths):
        grid.columns[place_of].width = Inches(wide)
    for number, (line, row) in enumerate(zip(grid.rows, rows, strict=True)):
        line.height = Inches(0.3)
        for cell, words, is_right in zip(line.cells, row, right, strict=True):
            _cell(cell, words, size, head=number == 0, right=is_right)
    return shape


def _cell(cell: Any, words: str, size: float, *, head: bool, right: bool) -> None:
    cell.text = words
    tone = {"Marketing": MARKETING, "IT": IT, "Both": BOTH}.get(words, MUTED if head else INK)
    for paragraph in cell.text_frame.paragraphs:
        _write(paragraph, size, tone, bold=head, right=right)
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    border = f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{HAIR}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(border))


def number(slide: Any, deck: Any) -> None:
    """The slide’s number, which stays right when slides are moved."""
    box = text(slide, "", (WIDE - EDGE - 1, 7.0, 1, 0.3), 9, tone=MUTED, right=True)
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="en-GB" sz="900"><a:solidFill><a:srgbClr val="{MUTED}"/></a:solidFill></a:rPr>'
        f"<a:t>{len(deck.slides)}</a:t></a:fld>"
    )
    box.text_frame.paragraphs[0]._p.append(parse_xml(field))


def _plain(frame: Any) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _write(paragraph: Any, size: float, tone: str, *, bold: bool = False, right: bool = False) -> None:
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    if not paragraph.runs:  # an empty line is as high as its letters would be
        paragraph._p.get_or_add_endParaRPr().set("sz", str(round(size * 100)))
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = _rgb(tone)


def _decorative(shape: Any) -> None:
    says = (
        f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst>"
    )
    shape._element.nvSpPr.cNvPr.append(parse_xml(says))


def _rgb(tone: str) -> RGBColor:
    found: RGBColor = RGBColor.from_string(tone)  # type: ignore[no-untyped-call]  # it has no types there
    return found
