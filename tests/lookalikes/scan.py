"""Makes printed forms look scanned: turned, blurred, unevenly lit, copied, dirty; what was written on them is known."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from redovisa.reading.pdf.document import render_pages

Page: TypeAlias = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Wear:
    """What happened to a page between the printer and the file.

    ``turned`` is the largest angle in degrees, ``blur`` and ``noise`` are standard deviations in pixels and grey
    levels, ``shade`` how much darker one corner is (0 to 1), ``ink`` how dark the print is (1 black), ``copied``
    leaves only black and white, ``dirt`` is the number of specks, ``quality`` the JPEG's (0: no JPEG).
    """

    dpi: int = 300
    turned: float = 0.5
    blur: float = 0.6
    noise: float = 5.0
    shade: float = 0.0
    ink: float = 0.9
    copied: bool = False
    dirt: int = 0
    quality: int = 80


#: The manners in which paper forms come back, each by its name.
WEARS: Mapping[str, Wear] = {
    "clean": Wear(turned=0.2, blur=0.4, noise=2.0, quality=0),
    "office": Wear(turned=0.8, noise=6.0),
    "turned": Wear(turned=1.5, noise=5.0, quality=70),
    "copied": Wear(turned=1.0, blur=0.9, noise=12.0, copied=True, dirt=150, quality=0),
    "shaded": Wear(turned=0.7, blur=0.8, noise=8.0, shade=0.45, quality=60),
    "pale": Wear(turned=0.6, blur=0.8, noise=8.0, ink=0.45, dirt=40, quality=60),
    "coarse": Wear(dpi=200, turned=0.8, blur=0.5, noise=5.0, quality=70),
}


def scanned(pdf: bytes, wear: Wear, seed: int) -> list[Page]:
    """The pages of a PDF file as a worn scan would have them, grey, 0 black; the same arguments give the same."""
    chance = np.random.default_rng(seed)
    pages = []
    for width, height, grey in render_pages(pdf, wear.dpi):
        page = np.frombuffer(grey, np.uint8).reshape(height, width)
        pages.append(_worn(page, wear, chance))
    return pages


def _worn(page: Page, wear: Wear, chance: np.random.Generator) -> Page:
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-wear.turned, wear.turned), 1.0)
    turn[:, 2] += chance.uniform(-4, 4, 2)
    bent = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    soft = cv2.GaussianBlur(bent, (0, 0), wear.blur * wear.dpi / 300).astype(np.float32)
    soft = 255 - (255 - soft) * wear.ink
    if wear.shade:
        corner = chance.integers(0, 2, 2)
        down = np.linspace(0, 1, height, dtype=np.float32)[:: 1 - 2 * int(corner[0]), None]
        across = np.linspace(0, 1, width, dtype=np.float32)[None, :: 1 - 2 * int(corner[1])]
        soft *= 1 - wear.shade * down * across
    soft += chance.normal(0, wear.noise, soft.shape).astype(np.float32)
    for _ in range(wear.dirt):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        cv2.circle(soft, (x, y), int(chance.integers(0, 3)), float(chance.uniform(0, 90)), -1)
    grey = np.clip(soft, 0, 255).astype(np.uint8)
    if wear.copied:
        grey = np.where(grey < 160, 0, 255).astype(np.uint8)
    if wear.quality:
        grey = cv2.imdecode(np.frombuffer(as_jpeg(grey, wear.quality), np.uint8), cv2.IMREAD_GRAYSCALE)
    return grey


def as_jpeg(page: Page, quality: int = 80) -> bytes:
    """The page as a JPEG file."""
    return bytes(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def as_png(page: Page) -> bytes:
    """The page as a PNG file."""
    return bytes(cv2.imencode(".png", page)[1])


def as_pdf(pages: Sequence[Page], dpi: int, quality: int = 80) -> bytes:
    """The pages as the PDF file that a scanner makes: a picture on each page and no text."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in pages:
        height, width = page.shape
        size = (width * 72 / dpi, height * 72 / dpi)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(io.BytesIO(as_jpeg(page, quality))), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
