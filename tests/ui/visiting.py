"""Visitors without a browser: they speak to the server as the page's own program does.

A browser costs more memory and time than the session that is looked at, and a hundred of them
would not fit on a desk.
"""

from __future__ import annotations

from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Visitor:
    """One session of the page, from the first message to the last.

    Parameters
    ----------
    address : str
        Of the server, as in ``http://127.0.0.1:8501``.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._place = ("", "")
        self.buttons: dict[str, str] = {}  # id of each button by its label

    async def __aenter__(self) -> Visitor:
        from websockets.asyncio.client import connect

        self._socket = await connect(
            self._address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],
            origin=self._address,
            max_size=None,
            open_timeout=None,
            ping_timeout=None,
        )
        return self

    async def __aexit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def open(self, page: str, query: str = "") -> None:
        """Open a page, and wait until all of it has come.

        Parameters
        ----------
        page : str
            Its path, as ``lab``; empty for the start.
        query : str
            What follows the question mark in the address.
        """
        self._place = (page, query)
        await self._send(BackMsg())

    async def press(self, label: str) -> None:
        """Press a button, and wait until the page has answered."""
        message = BackMsg()
        message.rerun_script.widget_states.widgets.add(id=self.buttons[label], trigger_value=True)
        await self._send(message)

    async def _send(self, message: BackMsg) -> None:
        message.rerun_script.page_name, message.rerun_script.query_string = self._place
        await self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self._socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "button":
                button = answer.delta.new_element.button
                self.buttons[button.label] = button.id
            elif kind == "script_finished":
                return
