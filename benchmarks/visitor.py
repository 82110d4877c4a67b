"""Visitors without a browser: they speak to the server as the page's own program does.

A browser costs more memory and time than the session that is looked at, and a hundred of them
would not fit on a desk.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

_WIDGETS = ("button", "slider", "selectbox")
_STORE = "plasticity_lab_store"  # the component that stores in the browser, see its ``store.js``
_STORE_IS_EMPTY = {"number": 1, "state": "ok", "written": 0, "items": {}}


class Widget(NamedTuple):
    """What can be pressed or moved: its id, and the fragment that is drawn anew then, if any."""

    id: str
    fragment: str


class Progress(NamedTuple):
    """What the page showed of runs under way: when, in s, and the words beside the bar."""

    at_s: float
    words: str


class Visitor:
    """One session of the page, from the first message to the last.

    Attributes
    ----------
    widgets : dict
        Each `Widget` by its label; of a group of tabs, by the name of each tab.
    texts : list of str
        Paragraphs and messages in the answer to the last act.
    problems : list of str
        Errors that the page has shown.
    charts_s, progress : list
        When a chart was drawn, in s, and each `Progress`, in the answer to the last act.
    followed_s : float
        When the runs under way were over and the page began to be drawn with them, in s.

    Parameters
    ----------
    address : str
        Of the server, as in ``http://127.0.0.1:8501``.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._page, self._query = "", ""
        self._tabs = Widget("", "")  # of the group of tabs that is being drawn
        self.widgets: dict[str, Widget] = {}
        self.texts: list[str] = []
        self.problems: list[str] = []
        self.charts_s: list[float] = []
        self.progress: list[Progress] = []
        self.followed_s = 0.0

    async def __aenter__(self) -> Visitor:
        from websockets.asyncio.client import connect

        self._socket = await connect(
            self._address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],
            origin=self._address,
            max_size=None,
            max_queue=None,  # a visitor who does not read answers pings all the same
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
        self._page, self._query = page, query
        await self._answer_to(BackMsg())

    async def send_store(self) -> None:
        """Send what the browser has stored, which is nothing, as it does once after `open`."""
        message = BackMsg()
        event = json.dumps([{"event": "message", "value": _STORE_IS_EMPTY}])
        component = self.widgets[_STORE]
        self._change(message, component).json_value = "{}"  # it has a state, and tells events apart
        events = component._replace(id=f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events")
        self._change(message, events).json_trigger_value = event
        await self._answer_to(message)

    async def press(self, label: str) -> None:
        """Press the button whose label begins so, and wait until the page has answered."""
        message = BackMsg()
        self._change(message, self._named(label)).trigger_value = True
        await self._answer_to(message)

    async def begin(self, label: str, until: Callable[[Visitor], bool]) -> None:
        """Press a button, and wait until something is so or the page has answered."""
        message = BackMsg()
        self._change(message, self._named(label)).trigger_value = True
        await self._answer_to(message, until)

    async def slide(self, label: str, value: float) -> None:
        """Move a slider to a value, and wait until the page has answered."""
        message = BackMsg()
        self._change(message, self._named(label)).double_array_value.data[:] = [value]
        await self._answer_to(message)

    async def choose(self, label: str, option: str) -> None:
        """Choose an entry of a list, or one of the tabs; wait until the page has answered."""
        message = BackMsg()
        self._change(message, self._named(label)).string_value = option
        await self._answer_to(message)

    def _named(self, label: str) -> Widget:
        return next(widget for name, widget in self.widgets.items() if name.startswith(label))

    @staticmethod
    def _change(message: BackMsg, widget: Widget) -> WidgetState:
        message.rerun_script.fragment_id = widget.fragment
        return message.rerun_script.widget_states.widgets.add(id=widget.id)

    async def _answer_to(
        self, message: BackMsg, until: Callable[[Visitor], bool] = lambda visitor: False
    ) -> None:
        """Send a message, and take in what comes until the script that it starts is over."""
        message.rerun_script.page_name = self._page
        message.rerun_script.query_string = self._query
        for seen in (self.texts, self.charts_s, self.progress):
            seen.clear()
        await self._socket.send(message.SerializeToString())
        while not until(self):
            answer = ForwardMsg.FromString(await self._socket.recv())
            match answer.WhichOneof("type"):
                case "delta":
                    self._take_in(answer.delta)
                case "page_info_changed":
                    self._query = answer.page_info_changed.query_string
                case "script_finished":
                    if answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        return
                    self.followed_s = time.perf_counter()

    def _take_in(self, delta: Delta) -> None:
        if delta.WhichOneof("type") == "add_block":
            tabs, tab = delta.add_block.tab_container, delta.add_block.tab
            if tabs.id:
                self._tabs = Widget(tabs.id, delta.fragment_id)
            elif tab.label:
                self.widgets[tab.label] = self._tabs
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind in _WIDGETS:
            widget = getattr(element, kind)
            self.widgets[widget.label] = Widget(widget.id, delta.fragment_id)
        elif kind == "bidi_component" and element.bidi_component.component_name == _STORE:
            self.widgets[_STORE] = Widget(element.bidi_component.id, delta.fragment_id)
        elif kind == "markdown":
            self.texts.append(element.markdown.body)
        elif kind == "echarts_chart":
            self.charts_s.append(time.perf_counter())
        elif kind == "progress":
            self.progress.append(Progress(time.perf_counter(), element.progress.text))
        elif kind == "exception":
            self.problems.append(element.exception.message)
        elif kind == "alert":
            self.texts.append(element.alert.body)
            if element.alert.format == Alert.ERROR:
                self.problems.append(element.alert.body)
