"""Pictures in a workbook, with words for who does not see them."""

from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.picture import PictureFrame


def framed(title: str, note: str, number: int) -> PictureFrame:
    """A frame that says what its picture shows, which openpyxl's own does not."""
    frame = PictureFrame()
    frame.nvPicPr.cNvPr.id, frame.nvPicPr.cNvPr.name = number, title
    frame.nvPicPr.cNvPr.descr = f"Chart: {title}. {note} Its figures stand in the table beside it."
    frame.blipFill.blip = Blip(cstate="print")
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    frame.spPr.ln = None
    return frame
