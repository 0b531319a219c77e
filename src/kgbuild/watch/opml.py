"""Lists of feeds.

Source: OPML 2.0, where an outline's attribute `xmlUrl` is the address of a feed.
"""

from pathlib import Path
from xml.etree import ElementTree as ET

from kgbuild.errors import InputError

_WEB = ("http://", "https://")


def read_opml(path: Path) -> tuple[str, ...]:
    """Read the addresses of feeds from an OPML file.

    Args:
        path: The file; outlines may be nested in folders.

    Returns:
        The addresses, each once, in the order of the file.

    Raises:
        InputError: It cannot be read, is no OPML, or has no feeds.
    """
    try:
        # The user's own list of feeds; expat bounds the growth of entities and fetches none.
        root = ET.parse(path).getroot()  # noqa: S314
    except ET.ParseError as error:
        raise InputError(f"is no XML: {error}", str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from error
    if root.tag.lower() != "opml":
        raise InputError(f"is no OPML file: its first element is {root.tag}", str(path))
    found = [
        value.strip() for outline in root.iter() for name, value in outline.attrib.items() if name.lower() == "xmlurl" and value
    ]
    wrong = next((address for address in found if not address.startswith(_WEB)), None)
    if wrong is not None:
        raise InputError(f"has a feed that is no web address: {wrong}", str(path))
    if not found:
        raise InputError("lists no feeds: that are outlines with an xmlUrl", str(path))
    return tuple(dict.fromkeys(found))
