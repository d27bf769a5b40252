"""A site's own backend in Python 3 (standard library only) that keeps to what its visitors decided.

    CONSENT_SERVER=http://127.0.0.1:8090 python3 site.py

PORT and CONSENT_SITE may be set too.
"""

import json
import os
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import ProxyHandler, Request, build_opener

SERVER = os.environ.get("CONSENT_SERVER", "http://127.0.0.1:8090")
SITE = os.environ.get("CONSENT_SITE")
COOKIE = "consent"  # "cookie" in policy.json

ask = build_opener(ProxyHandler({})).open  # directly, past any proxy
NOTHING = {"state": "unasked", "categories": {"necessary": True}, "exceptions": {}}


def read_consent(header):
    """What the visitor decided, by the consent server. What cannot be read, or not in time, is no decision."""
    # Only the consent cookie leaves: a session is nobody else's business. All of its name go, since two that
    # disagree are no decision.
    own = [pair.strip() for pair in (header or "").split(";") if pair.split("=")[0].strip() == COOKIE]
    if not own:
        return NOTHING
    question = {"cookie": "; ".join(own)}
    if SITE:
        question["site"] = SITE
    request = Request(
        SERVER + "/v1/verify",
        data=json.dumps(question).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with ask(request, timeout=1) as response:
            reading = json.load(response)
        if reading["verdict"] != "valid" or reading["state"] != "decided":
            return NOTHING | {"state": reading["state"]}
        fields = reading["fields"]
        return {"state": "decided", "categories": fields["categories"], "exceptions": fields.get("exceptions", {})}
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return NOTHING


def allows(consent, category, service=None):
    """Whether the category is granted; with a service of it, whether that service is."""
    return consent["exceptions"].get(service, consent["categories"].get(category, False))


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        consent = read_consent("; ".join(self.headers.get_all("Cookie", [])))
        may = "may" if allows(consent, "analytics") else "may not"
        text = f"{consent['state']}: analytics {may} measure this visit\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Set-Cookie", "session=1; Path=/; HttpOnly; SameSite=Lax")
        if allows(consent, "analytics", "google-analytics"):
            self.send_header("Set-Cookie", "FPID=1; Path=/; HttpOnly; SameSite=Lax")
        # The page differs by visitor, so that no shared cache may give it to another.
        self.send_header("Cache-Control", "private")
        self.send_header("Vary", "Cookie")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        """Keeps no list of who came: an address is personal data too."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Page)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
