"""An OpenID Connect server on this machine, as small as can be: it says who somebody is without asking."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class IdentityServer:
    """`person` is whom the next sign-in is for, in the words of the userinfo endpoint."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, path: str) -> dict[str, Any]:
        if path == "/userinfo":
            return self.person
        if path == "/token":
            return {"access_token": "t", "token_type": "Bearer"}
        ends = {f"{name}_endpoint": f"{self.url}/{name}" for name in ("authorization", "token", "userinfo")}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **ends}

    def _handler(server) -> type[BaseHTTPRequestHandler]:  # noqa: N805 `self` is the handler's inside
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps(server.answer(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *args: object) -> None:
                pass

        return Handler
