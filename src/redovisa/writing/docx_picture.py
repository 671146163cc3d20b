"""A picture in a Word file: drawn as SVG, with what it shows told in words."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from redovisa.writing.document import Figure
from redovisa.writing.docx_xml import Xml, allowed

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EMU = 12_700  # of Word's units in a point


def drawing(figure: Figure, number: int) -> Xml:
    """The drawing of the document's picture ``number``; its parts are ``drawing<number>`` and ``image<number>``."""
    size = f'cx="{round(figure.width * _EMU)}" cy="{round(figure.height * _EMU)}"'
    named = f'id="{number}" name="Diagram {number}" descr={quoteattr(allowed(figure.about))}'
    return Xml(
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="image{number}"><a:extLst>'
        f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg="{_SVG}" '
        f'r:embed="drawing{number}"/></a:ext>'
        "</a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
