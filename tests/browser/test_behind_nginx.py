"""The configurations of nginx in `deploy/`, served by nginx: TLS, a path, the live connection."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess

import pytest

from sim.cli.commands.app import PORT
from sim.plots.words import DISCLAIMER
from sim.ui.text import board_text
from tests.browser.driving import ROOT, WAIT_MS, Server, idle, press, soon

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
pytestmark = pytest.mark.skipif(
    NGINX is None or shutil.which("openssl") is None, reason="nginx or openssl is not here"
)
SITE = (ROOT / "deploy/nginx.conf").read_text("utf-8")
BELOW_A_PATH = (ROOT / "deploy/nginx-path.conf").read_text("utf-8")
AROUND = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {servers}
}}
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def nginx(tmp_path):
    """Return a function that serves configurations, and returns the port with TLS."""
    started = []

    def serve(servers: str, app_port: int) -> int:
        port, plain_port = free_port(), free_port()
        pem, key = tmp_path / "site.pem", tmp_path / "site.key"
        certify = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ]
        subprocess.run([*certify, "-out", pem, "-keyout", key], check=True, capture_output=True)
        servers = servers.replace(f"127.0.0.1:{PORT}", f"127.0.0.1:{app_port}")
        servers = re.sub(r"listen 443\b", f"listen 127.0.0.1:{port}", servers)
        servers = re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain_port}", servers)
        servers = re.sub(r"(ssl_certificate +)[^;]+", rf"\g<1>{pem}", servers)
        servers = re.sub(r"(ssl_certificate_key +)[^;]+", rf"\g<1>{key}", servers)
        file = tmp_path / "nginx.conf"
        file.write_text(AROUND.format(folder=tmp_path, servers=servers), "utf-8")
        command = [NGINX, "-p", tmp_path, "-e", tmp_path / "error.log", "-c", file]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert checked.returncode == 0 and "warn" not in checked.stderr, checked.stderr
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        return port

    yield serve
    for process in started:
        process.terminate()
        process.wait(10)


def opened(new_tab, address):
    """Open a page whose certificate nobody has signed, and wait until it is drawn."""
    secure = (address, address.replace("https", "wss", 1))
    page = new_tab(allowed=secure, ignore_https_errors=True)
    page.goto(address)
    page.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    return page


def test_under_a_name_of_its_own_with_tls_a_page_is_drawn_and_answers(server, new_tab, nginx):
    port = nginx(SITE, int(server.rpartition(":")[2]))
    page = opened(new_tab, f"https://127.0.0.1:{port}/")
    page.goto(f"https://127.0.0.1:{port}/teach?part=class&lesson=L4")
    idle(page)
    press(page, board_text.OPEN)
    soon(page.locator(".np-letters b")).to_have_text(re.compile("^[A-Z]{4}$"))


def test_below_a_path_of_a_site_a_room_is_opened(new_tab, nginx, tmp_path):
    (tmp_path / ".streamlit").mkdir()
    settings = re.findall(r"^#     (.+)$", BELOW_A_PATH, re.M)
    (tmp_path / ".streamlit" / "config.toml").write_text("\n".join(settings), "utf-8")
    app = Server(["sim", "app", "--no-browser"], "--port", tmp_path, base="/lab")
    try:
        port_of_app = int(re.search(r":(\d+)/", app.address).group(1))
        site = re.sub(r"location / \{.*?\n    \}", BELOW_A_PATH, SITE, flags=re.S)
        port = nginx(site, port_of_app)
        page = opened(new_tab, f"https://127.0.0.1:{port}/lab/")
        page.goto(f"https://127.0.0.1:{port}/lab/teach?part=class&lesson=L4")
        idle(page)
        press(page, board_text.OPEN)
        soon(page.locator(".np-letters b")).to_have_text(re.compile("^[A-Z]{4}$"))
    finally:
        app.stop()
