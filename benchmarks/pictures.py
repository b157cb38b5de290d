"""How fast are pictures of a film served? Through the whole of Django, in one process, and beside a static file.

Times are of the processor, on one thread. How fast a kept picture is served is told as a ratio to a static file of
about its size, both asked for by turns of a server, so that a slow or busy machine changes little.
"""

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from http.client import HTTPConnection
from statistics import median, quantiles
from typing import Any

FIELDS, REPEATS = 8, 600
SESSION = "s" * 32
TARGETS = {
    "field, nothing drawn before, s": "< 1.0",
    "field, s": "< 0.6",
    "crop, ms": "< 40",
    "ten crops together, s": "< 0.5",
    "kept field from a server, ms": "",
    "static file from a server, ms": "",
    "rate of kept field to static file": "> 0.5",
    "memory, MB": "< 400",
}
Get = Callable[[str], int]


def seconds(act: Callable[[], object]) -> float:
    """The time of an act on the processor."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def application() -> Get:
    """What answers a GET with the length of the body, as the server of a site asks for it."""
    from django.core.wsgi import get_wsgi_application

    answer = get_wsgi_application()

    def get(path: str) -> int:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
        environ |= {"HTTP_COOKIE": f"sessionid={SESSION}", "wsgi.url_scheme": "http"}
        request = answer.request_class({**environ, "wsgi.input": sys.stdin.buffer, "wsgi.errors": sys.stderr})
        response = answer.get_response(request)
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
        return len(b"".join(response))

    return get


def asked_of_a_server(paths: list[str]) -> list[float]:
    """Seconds on the wall of each address, asked for by turns of one server process: the fastest of ten answers, which
    others on the machine disturb least."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--workers", "1", "config.wsgi"]
    with subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL) as server:
        try:
            times = [[one_answer(port, path) for path in paths] for _ in range(REPEATS)]
        finally:
            server.terminate()
    return [quantiles(column, n=10)[0] for column in zip(*times, strict=True)]


def one_answer(port: int, path: str) -> float:
    """Seconds until an address was read to its end; the server may still be starting."""
    while True:
        begun = time.perf_counter()
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers={"Cookie": f"sessionid={SESSION}"})
            answer = connection.getresponse()
            answer.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
            continue
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return time.perf_counter() - begun


def film() -> bytes:
    """The name of a film that somebody with pernicious anemia has just had taken."""
    from cases import encounters
    from cases.microscope.glasses import source_of
    from cases.simulation.patients import Recipe
    from learners.models import Learner

    learner = Learner.objects.create_user("bench")
    recipe = Recipe("general-medicine", (("pernicious-anemia", 1.0),))
    encounter = encounters.start(learner, recipe=recipe, key=uuid.uuid4(), seed=3)
    act = encounters.order(encounter, investigations=["blood-film"], clock=0, key=uuid.uuid4())
    return source_of(encounter.pk, act.number)


def measured() -> dict[str, float]:
    """The figures of this process, which has drawn nothing yet."""
    from django.templatetags.static import static

    from cases.microscope.glasses import ENCOUNTERS
    from cases.slides import Sight

    source, get = film(), application()

    def address(area: Any, number: int) -> str:
        return f"/pictures/{ENCOUNTERS.token(SESSION, source, Sight(area, number))}.webp"

    cold = seconds(lambda: get(address("monolayer", 0)))
    fields = [seconds(lambda n=n: get(address("monolayer", n))) for n in range(1, FIELDS + 1)]  # type: ignore[misc]
    crops = [seconds(lambda n=n: get(address("gallery", n))) for n in range(20)]  # type: ignore[misc]
    ten = seconds(lambda: [get(address("gallery", n)) for n in range(100, 110)])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept, plain = asked_of_a_server([address("monolayer", 1), static("fonts/inter-variable.woff2")])
    return {
        "field, nothing drawn before, s": cold,
        "field, s": median(fields),
        "crop, ms": 1000 * median(crops),
        "ten crops together, s": ten,
        "kept field from a server, ms": 1000 * kept,
        "static file from a server, ms": 1000 * plain,
        "rate of kept field to static file": plain / kept,
        "memory, MB": memory,
    }


def table() -> str:
    """Each figure, from a process of its own with data of its own, beside what was promised."""
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"DATA_DIR": data, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
        for command in (["migrate"], ["collectstatic", "--noinput"]):
            manage = [sys.executable, "manage.py", *command, "--verbosity", "0"]
            subprocess.run(manage, env=environment, check=True)
        command = [sys.executable, "-m", "benchmarks.pictures", "--figures"]
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    figures = json.loads(told)
    lines = [f"{'':36}{'measured':>10}{'target':>10}"]
    lines += [f"{name:36}{figures[name]:>10.2f}{target:>10}" for name, target in TARGETS.items()]
    return "\n".join(lines)


def main() -> None:
    """Print the table, or the figures of this process alone."""
    if "--figures" not in sys.argv:
        print(table())
        return
    import django

    django.setup()
    print(json.dumps(measured()))


if __name__ == "__main__":
    main()
