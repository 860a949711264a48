"""Asks pyright's language server what an editor would show."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

#: What the server is told when it asks for the editor's settings.
_SETTINGS = {"python": {"pythonPath": sys.executable}}
SERVER = Path(sys.executable).parent / "pyright-langserver"


class LanguageServer:
    """A running language server for one folder.

    Args:
        folder: The folder that is open in the editor; its settings are those of its ``pyrightconfig.json``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._process = subprocess.Popen(
            [str(SERVER), "--stdio"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        root = folder.as_uri()
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "capabilities": {"workspace": {"configuration": True, "workspaceFolders": True}},
                "workspaceFolders": [{"uri": root, "name": folder.name}],
            },
        )
        self._send({"method": "initialized", "params": {}})

    def open(self, name: str, text: str) -> None:
        """Open a file with some text.

        Args:
            name: Its name.
            text: What the editor shows.
        """
        document = {"uri": self._uri(name), "languageId": "python", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def completions(self, name: str, line: int, column: int) -> list[str]:
        """Return what is offered at a place, as labels.

        Args:
            name: The file.
            line: The line, from 0.
            column: The column, from 0.
        """
        found = self.ask("textDocument/completion", self._place(name, line, column))
        return [item["label"] for item in found["items"]]

    def hover(self, name: str, line: int, column: int) -> str:
        """Return what is shown for what stands at a place.

        Args:
            name: The file.
            line: The line, from 0.
            column: The column, from 0.
        """
        found = self.ask("textDocument/hover", self._place(name, line, column))
        return str(found["contents"]["value"])

    def stop(self) -> None:
        """End the server."""
        self.ask("shutdown", None)
        self._send({"method": "exit"})
        self._process.communicate(timeout=30)

    def ask(self, method: str, params: object) -> Any:
        """Send a request and return the result, answering what the server asks meanwhile."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            if "id" in message and "method" in message:
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [_SETTINGS.get(item.get("section")) for item in items]})

    def _uri(self, name: str) -> str:
        return (self._folder / name).as_uri()

    def _place(self, name: str, line: int, column: int) -> dict[str, object]:
        return {"textDocument": {"uri": self._uri(name)}, "position": {"line": line, "character": column}}

    def _send(self, message: dict[str, object]) -> None:
        assert self._process.stdin is not None
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message
