"""A picture in a Word file: drawn as SVG, with what it shows told in words."""

from __future__ import annotations

from redovisa.writing.document import Figure
from redovisa.writing.docx_xml import Element, fragment

_DRAWING = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><wp:inline distT="0" distB="0" distL="0"
 distR="0"><wp:extent/><wp:docPr/><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr/><pic:cNvPicPr/>
</pic:nvPicPr><pic:blipFill><a:blip><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip/>
</a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing>"""
_EMU = 12_700  # of Word's units in a point


def drawing(figure: Figure, number: int) -> Element:
    """The drawing of the document's picture ``number``; its part has the relation ``picture<number>``."""
    made = fragment(_DRAWING)
    size = {"cx": str(round(figure.width * _EMU)), "cy": str(round(figure.height * _EMU))}
    for element in made.iter():
        name = element.tag.rpartition("}")[2]
        if name == "extent" or (name == "ext" and not element.get("uri")):
            element.attrib.update(size)
        elif name in ("docPr", "cNvPr"):
            element.attrib.update({"id": str(number), "name": f"Diagram {number}", "descr": figure.about})
        elif name in ("blip", "svgBlip"):
            relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
            element.set(relation, f"picture{number}")
    return made
