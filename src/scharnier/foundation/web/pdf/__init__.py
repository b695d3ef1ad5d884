"""What documents are set with: the same two families as the pages, as fonts that typst reads.

::

    typst.compile(source, font_paths=[FONTS], ignore_system_fonts=True, pdf_standards="ua-1")
"""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
TEXT, DISPLAY = "Atkinson Hyperlegible Next", "Familjen Grotesk"
