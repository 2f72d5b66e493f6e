"""The container's health check: exit 0 when this web server says that it is ready."""

import os
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".")
port = os.environ.get("PORT", "8000")
request = urllib.request.Request(
    f"http://127.0.0.1:{port}/health/ready",
    headers={"Host": "localhost" if host in {"", "*"} else host},
)
urllib.request.urlopen(request, timeout=4)
