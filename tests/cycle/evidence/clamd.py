"""A small clamd: it answers INSTREAM on loopback and knows one virus, EICAR's test file."""

from __future__ import annotations

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.readline() != b"nINSTREAM\n":
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(len(content))
        self.wfile.write(b"stream: Eicar-Signature FOUND\n" if EICAR in content else b"stream: OK\n")


@contextmanager
def running() -> Iterator[tuple[str, list[int]]]:
    """The address, and the sizes of what was scanned."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.seen = []
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.server_address[1]}", server.seen
        finally:
            server.shutdown()
            thread.join()
