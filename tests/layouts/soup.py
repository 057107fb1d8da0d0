"""Prints the text of the page on standard input, as scripts around BeautifulSoup usually do."""

import sys

from bs4 import BeautifulSoup


def visible(page):
    soup = BeautifulSoup(page, "html.parser")
    for part in soup(["head", "script", "style"]):
        part.decompose()
    return soup


SHAPES = {
    "lines": lambda soup: soup.get_text("\n", strip=True),
    "blank": lambda soup: soup.get_text("\n\n", strip=True),
    "raw": lambda soup: soup.get_text(),
}

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(SHAPES[sys.argv[1]](visible(sys.stdin.read())))
