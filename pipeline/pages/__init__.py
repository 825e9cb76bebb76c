"""Station pages: their bytes to a transcript, and back to the same bytes.

To read a page is to find its parts: furniture (navigation, notices, line ends), labels, and the paragraphs of turns.
Nothing is thrown away, so that the parts in a row are the page.
"""

from pipeline.pages.parse import parse_page
from pipeline.pages.write import write_page

__all__ = ["parse_page", "write_page"]
