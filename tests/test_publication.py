"""`publish` against a portal of the tests' own, on loopback, which takes only what the public API of udata takes."""

from __future__ import annotations

import email.policy
import hashlib
import json
import re
import threading
import uuid
from collections.abc import Iterator
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import GOOD, Cli, Ran

KEY = "cle-secrete-de-l-essai"
Json = dict[str, Any]


class Fake:
    """A udata portal in memory: data sets, their resources, and every call that was made."""

    def __init__(self) -> None:
        self.datasets: dict[str, Json] = {}
        self.files: dict[str, bytes] = {}
        self.calls: list[tuple[str, str]] = []
        self.fail_after: int | None = None
        self.redirect = False

    def answer(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, Any]:
        self.calls.append((method, path))
        if self.redirect:
            return 302, {}
        if headers.get("X-API-KEY") != KEY:
            return 401, {"message": "Invalid API Key"}
        if self.fail_after is not None and sum(m != "GET" for m, _ in self.calls) > self.fail_after:
            return 503, {"message": "plein"}
        if (method, path) == ("POST", "/api/1/datasets/"):
            return self.create(headers, body)
        found = re.fullmatch(r"/api/1/datasets/([^/]+)/(?:(upload)/|resources/([^/]+)/(?:(upload)/)?)?", path)
        if not found or found[1] not in self.datasets:
            return 404, {"message": "Dataset not found"}
        dataset = self.datasets[found[1]]
        resource = next((r for r in dataset["resources"] if r["id"] == found[3]), None)
        if found[3] and resource is None:
            return 404, {"message": "Resource does not exists"}
        if method == "GET" and not (found[2] or found[3]):
            return 200, dataset
        if method == "POST" and found[2]:
            resource = {"id": str(uuid.uuid4()), "title": "", "type": "main", "extras": {}, "filetype": "file"}
            dataset["resources"].insert(0, resource)
            return 201, self.upload(resource, headers, body)
        if method == "POST" and resource is not None and found[4]:
            return 200, self.upload(resource, headers, body)
        if method == "PUT" and resource is not None and not found[4]:
            assert headers.get("Content-Type") == "application/json"
            payload = json.loads(body)
            assert set(payload) <= {"title", "description", "type", "extras", "format", "url", "filetype", "mime", "schema", "checksum"}
            assert payload["type"] in ("main", "documentation", "update", "api", "code", "other")
            resource.update(payload)
            return 200, resource
        return 405, {"message": "Method not allowed"}

    def create(self, headers: Any, body: bytes) -> tuple[int, Any]:
        assert headers.get("Content-Type") == "application/json"
        payload = json.loads(body)
        errors = {name: ["This field is required."] for name in ("title", "description", "frequency") if not payload.get(name)}
        if errors:
            return 400, {"message": "", "errors": errors}
        ident = f"jeu{len(self.datasets) + 1}"
        self.datasets[ident] = {**payload, "id": ident, "resources": []}
        return 201, self.datasets[ident]

    def upload(self, resource: Json, headers: Any, body: bytes) -> Json:
        kind = headers.get("Content-Type")
        assert kind.startswith("multipart/form-data; boundary=")
        message = BytesParser(policy=email.policy.HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        (part,) = message.iter_parts()
        assert part.get_param("name", header="content-disposition") == "file"
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        self.files[resource["id"]] = content
        resource["checksum"] = {"type": "sha1", "value": hashlib.sha1(content).hexdigest()}
        resource["filesize"] = len(content)
        resource["title"] = resource["title"] or part.get_filename()
        return {**resource, "success": True}


@pytest.fixture
def fake() -> Iterator[tuple[Fake, str]]:
    portal = Fake()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                code, value = portal.answer(self.command, self.path, self.headers, body)
            except Exception as error:
                code, value = 500, {"message": f"{type(error).__name__}: {error}"}
            content = json.dumps(value).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if code == 302:
                self.send_header("Location", "https://ailleurs.exemple/")
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield portal, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def corpus(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATAGOUV_API_KEY", KEY)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "un.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "raw" / "un.toml").write_text("date = 2024-03-01\n", encoding="utf-8")
    assert cli("extract", "raw").code == 0
    return tmp_path


def writes(portal: Fake) -> list[tuple[str, str]]:
    return [call for call in portal.calls if call[0] != "GET"]


def test_a_new_data_set_is_a_private_draft_with_every_file(fake: tuple[Fake, str], corpus: Path, cli: Cli) -> None:
    portal, address = fake
    ran = cli("publish", "--to", address)
    assert ran.code == 0, ran.err
    (dataset,) = portal.datasets.values()
    assert dataset["private"] is True
    assert dataset["license"] == "lov2"
    assert dataset["temporal_coverage"] == {"start": "2024-03-01", "end": "2024-03-01"}
    assert f"{address}/datasets/jeu1/" in ran.err
    names = {r["extras"]["contrat-ville:fichier"]: r for r in dataset["resources"]}
    assert {"tables/engagements.csv", "contrats-de-ville.xlsx", "contrats-de-ville.sqlite", "datapackage.json", "README.md"} <= set(names)
    for name, resource in names.items():
        assert portal.files[resource["id"]] == (corpus / "extracted" / name).read_bytes()
        assert ran.out.count(f"nouveau   {name}\n") == 1
    assert names["README.md"]["type"] == "documentation"
    assert names["tables/engagements.csv"]["title"] == "Engagements du programme (CSV)"


def test_files_are_replaced_in_place_and_only_those_that_changed(fake: tuple[Fake, str], corpus: Path, cli: Cli) -> None:
    portal, address = fake
    cli("publish", "--to", address)
    dataset = portal.datasets["jeu1"]
    dataset["resources"].append({"id": "autre", "title": "Une carte", "type": "main", "extras": {}})
    dataset["title"] = "Un titre que des gens ont écrit"
    before = {r["id"]: dict(r) for r in dataset["resources"]}
    portal.calls.clear()
    ran = cli("publish", "--to", address, "--dataset", "jeu1")
    assert ran.code == 0
    assert writes(portal) == []
    assert set(line.split()[0] for line in ran.out.splitlines()) == {"inchange"}
    (corpus / "raw" / "un.md").write_text(GOOD.replace("Financer", "Payer"), encoding="utf-8")
    cli("extract", "raw")
    ran = cli("publish", "--to", address, "--dataset", "jeu1")
    assert ran.code == 0
    changed = [line.split()[1] for line in ran.out.splitlines() if line.startswith("remplace")]
    assert "tables/actions.csv" in changed
    assert "tables/acteurs.csv" not in changed
    assert all(method == "POST" and path.endswith("/upload/") and "/resources/" in path for method, path in writes(portal))
    assert len(writes(portal)) == len(changed)
    assert [r["id"] for r in dataset["resources"]] == list(before)
    assert dataset["title"] == "Un titre que des gens ont écrit"
    assert {r["id"]: r["title"] for r in dataset["resources"]} == {ident: r["title"] for ident, r in before.items()}


def test_a_resource_put_there_by_hand_is_known_by_its_title(fake: tuple[Fake, str], corpus: Path, cli: Cli) -> None:
    portal, address = fake
    portal.datasets["jeu"] = {
        "id": "jeu",
        "resources": [{"id": "r1", "title": "Lisez-moi", "type": "main", "extras": {}, "checksum": None}],
    }
    ran = cli("publish", "--to", address, "--dataset", "jeu")
    assert ran.code == 0
    assert "remplace  README.md" in ran.out
    assert portal.files["r1"] == (corpus / "extracted" / "README.md").read_bytes()


def test_a_dry_run_says_what_would_change_and_changes_nothing(fake: tuple[Fake, str], corpus: Path, cli: Cli) -> None:
    portal, address = fake
    ran = cli("publish", "--to", address, "--dry-run")
    assert ran.code == 0
    assert "nouveau   tables/actions.csv" in ran.out
    assert writes(portal) == []
    assert portal.datasets == {}


def test_nothing_goes_out_when_check_or_validate_fails(fake: tuple[Fake, str], corpus: Path, cli: Cli) -> None:
    portal, address = fake
    path = corpus / "extracted" / "un" / "document.json"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("Financer", "Payer"), encoding="utf-8")
    ran = cli("publish", "--to", address)
    assert ran.code == 7
    assert "action modifiée" in ran.err
    path.write_text(whole.replace('"complet"', '"parfait"'), encoding="utf-8")
    assert cli("publish", "--to", address).code == 6
    assert portal.calls == []


@pytest.mark.parametrize("fail_after", [5, 6])
def test_a_publication_that_breaks_off_can_go_on(fail_after: int, fake: tuple[Fake, str], corpus: Path, cli: Cli) -> None:
    portal, address = fake
    portal.fail_after = fail_after
    ran = cli("publish", "--to", address)
    assert ran.code == 2
    assert "503 plein" in ran.errors[0]
    assert "--dataset jeu1" in ran.errors[0]
    done = len(portal.datasets["jeu1"]["resources"])
    portal.fail_after = None
    assert cli("publish", "--to", address, "--dataset", "jeu1").code == 0
    names = [r["extras"].get("contrat-ville:fichier") for r in portal.datasets["jeu1"]["resources"]]
    assert done < len(names) == len(set(names)) == 24
    assert None not in names


@pytest.mark.parametrize("verbose", [False, True])
def test_the_key_is_never_shown(verbose: bool, fake: tuple[Fake, str], corpus: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    portal, address = fake
    more = ["-v"] if verbose else []
    rans: list[Ran] = [cli("publish", "--to", address, *more), cli("publish", "--to", address, "--dataset", "absent", *more)]
    monkeypatch.setenv("DATAGOUV_API_KEY", wrong := "une-autre-cle")
    rans.append(cli("publish", "--to", address, "--dataset", "jeu1", *more))
    rans.append(cli("publish", "--to", "http://127.0.0.1:9", *more))
    portal.redirect = True
    rans.append(cli("publish", "--to", address, "--dataset", "jeu1", *more))
    assert [ran.code for ran in rans] == [0, 2, 2, 2, 2]
    for ran in rans:
        assert KEY not in ran.out + ran.err
        assert wrong not in ran.out + ran.err
    assert "404" in rans[1].errors[0]
    assert "401 Invalid API Key" in rans[2].errors[0]
    assert "redirects" in rans[4].errors[0]


@pytest.mark.parametrize("address", ["http://portail.exemple", "ftp://portail.exemple", "portail.exemple", "https://"])
def test_addresses_that_are_refused(address: str, corpus: Path, cli: Cli) -> None:
    ran = cli("publish", "--to", address)
    assert ran.code == 2
    assert address in ran.errors[0]


def test_the_key_comes_from_the_environment_only(corpus: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATAGOUV_API_KEY")
    ran = cli("publish", "--to", "https://portail.exemple")
    assert ran.code == 2
    assert "DATAGOUV_API_KEY" in ran.errors[0]
    assert cli("publish", "--to", "https://portail.exemple", "--key", "x").code == 2
