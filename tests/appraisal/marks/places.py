"""Where the pages of marking are, and what one reads on them."""

BASE = "/tham-dinh/TH-2025/"
LIST = f"{BASE}tieu-chi/PL1/1.1/"
FIRST, SECOND, THIRD = (f"{LIST}CQ{number}/" for number in (1, 2, 3))


def text(response):
    return " ".join(response.content.decode().split())
