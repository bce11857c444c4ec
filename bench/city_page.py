"""Processor time of the page of a city beside that of its peers alone: `python -m bench.city_page`.

Asks the app itself, without a network, on the data folder in use. Prints medians in milliseconds and the
page's weight with all that it loads.
"""

import re
import statistics
import time
from collections.abc import Callable

from fastapi.testclient import TestClient

from api.app import create_app
from assistant.settings import settings
from assistant.wiring import assistant

CITIES = ("Beira", "Medellín", "Accra", "Zurich", "Surat")
ROUNDS = 20


def median_ms(work: Callable[[str], object]) -> float:
    """Median processor time of the work for each of the cities, after one round that fills what is kept."""
    times = []
    for at in range(ROUNDS + 1):
        for city in CITIES:
            start = time.process_time()
            work(city)
            if at:
                times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def weight(client: TestClient, city: str) -> int:
    """Bytes of the page with its styles and scripts."""
    page = client.get("/city", params={"name": city})
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page.text))
    return len(page.content) + sum(len(client.get(url).content) for url in loaded)


def main() -> None:
    held = assistant(settings())
    client = TestClient(create_app(held), "http://127.0.0.1")
    peers = median_ms(lambda city: held.peers(city, "", 8))
    page = median_ms(lambda city: client.get("/city", params={"name": city}))
    plain = median_ms(lambda _: client.get("/city"))
    print(
        f"peers alone {peers:.1f} ms, the page {page:.1f} ms, a page without a city {plain:.1f} ms"
    )
    print(f"weight {max(weight(client, city) for city in CITIES):,} bytes")


if __name__ == "__main__":
    main()
