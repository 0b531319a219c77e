"""Lists the links of actors to Wikidata, to be read against the texts: article, identifier, what it stands for, the words.

Usage: python benchmarks/links.py [FOLDER OF ARTICLES]
"""

import argparse
from pathlib import Path

from kgbuild.annotate import annotate_many
from kgbuild.articles import read_article
from kgbuild.extract import extract
from kgbuild.lexicon.gazetteer import load_gazetteer


def main() -> None:
    """Print a line for each link."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/dev"))
    paths = sorted(p for p in parser.parse_args().folder.glob("*.txt") if not p.name.endswith(".sents.txt"))
    articles = [read_article(path) for path in paths]
    known = {entry.wikidata: entry for entry in load_gazetteer().entries if entry.wikidata}
    for article, text in zip(articles, annotate_many(articles), strict=True):
        for actor in extract(article, text).actors:
            if actor.wikidata:
                entry = known[actor.wikidata]
                words = "; ".join(sorted({mention.text for mention in actor.mentions}))
                print(f"{article.identifier}\t{actor.wikidata}\t{entry.name} ({entry.kind}, {entry.type})\t{words}")


if __name__ == "__main__":
    main()
