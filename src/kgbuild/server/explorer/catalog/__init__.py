"""The explorer's catalogue: which articles, events, actors and words there are, newest first, in a file of SQLite's.

SPARQL finds what is said of a thing wherever it stands, but has no order and no words to look things up by: the latest events of
an actor that half of all articles tell of, or a word in a million sentences, would take a walk through the whole store. The
catalogue answers *which*; *what* is said of them the pages then ask the SPARQL service. It holds nothing that the store does not,
is made from it where it is missing, and follows it when articles are loaded, replaced or deleted.
"""

from typing import Final

FILE_NAME: Final = "explorer.sqlite"
