"""Which arms are compared: choose, swap, copy, add, drop; and what differs between them."""

from __future__ import annotations

import streamlit as st

from sim.scenario import Scenario
from sim.ui.lab import plan, widgets
from sim.ui.settings import session
from sim.ui.settings.state import COPY, MAX_ARMS, Settings, arm_name
from sim.ui.text import lab_text


def menu(base: Scenario, settings: Settings) -> None:
    """Draw the choice of each arm, and the buttons that change which there are, behind a button."""
    with st.popover(lab_text.ARMS, icon=":material/call_split:", help=lab_text.ARMS_HELP):
        for place, arm in enumerate(settings.arms):
            _arm(base, settings, place, arm)
        if len(settings.arms) < 2:
            return
        with st.container(horizontal=True, gap=8):
            _button(lab_text.SWAP, lab_text.SWAP_HELP, "swap_horiz", _swapped(settings))
            _button(lab_text.COPY_ARM, lab_text.COPY_HELP, "content_copy", _copied(settings))
            _button(lab_text.ADD_ARM, lab_text.ADD_ARM_HELP, "add", _longer(base, settings))
            if len(settings.arms) > 2:
                _button(
                    lab_text.DROP_ARM,
                    lab_text.DROP_ARM_HELP,
                    "remove",
                    settings._replace(arms=settings.arms[:-1]),
                )


def difference(base: Scenario, scenario: Scenario, settings: Settings) -> None:
    """Name what differs between the arms, and offer to make it one thing."""
    if len(settings.arms) < 2:
        return
    contrasts = plan.differences(scenario, settings.arms)
    st.markdown(
        f":small[{lab_text.differ([contrast.words for contrast in contrasts])}]", width="stretch"
    )
    if (
        not session.options().is_bound
        and len(settings.arms) == 2
        and len(contrasts) > 1
        and any(contrast.path for contrast in contrasts)
    ):
        with st.popover(lab_text.KEEP_ONE, type="tertiary", help=lab_text.KEEP_ONE_HELP):
            for contrast in contrasts:
                if contrast.path:
                    alone = plan.with_one_difference(settings, base, scenario, contrast.path)
                    st.button(
                        contrast.words,
                        key=f"keep {contrast.path}",
                        on_click=session.change,
                        args=(alone,),
                    )


def _arm(base: Scenario, settings: Settings, place: int, arm: str) -> None:
    """Draw the choice of one of the arms.

    It shows the labels of the preset: the browser sends back the label it was shown, which has to
    be known still when other settings have changed what the arm does.
    """

    def settle(chosen: str) -> Settings:
        old = session.settings()
        return old._replace(
            arms=tuple(chosen if at == place else other for at, other in enumerate(old.arms))
        )

    others = {other for at, other in enumerate(settings.arms) if at != place}
    options = [other.id for other in base.arm if other.id not in others]
    options += [other for other in settings.arms if other.endswith(COPY) and other not in others]
    widgets.choice(
        st.selectbox,
        f"arm{place}",
        lab_text.ARM_LABELS[place],
        arm,
        settle,
        options=options,
        format_func=lambda id: arm_name(base, id),
    )


def _button(label: str, help: str, icon: str, new: Settings) -> None:
    st.button(
        label,
        key=f"arms {label}",
        help=help,
        icon=f":material/{icon}:",
        on_click=session.change,
        args=(new,),
        disabled=new == session.settings(),
    )


def _swapped(settings: Settings) -> Settings:
    first, second, *rest = settings.arms
    return settings._replace(arms=(second, first, *rest))


def _copied(settings: Settings) -> Settings:
    """Return the comparison of the first arm with a copy of it."""
    first, _, *rest = settings.arms
    copy = first.removesuffix(COPY) if first.endswith(COPY) else first + COPY
    return settings._replace(
        arms=(first, copy, *(other for other in rest if other != copy)),
        own=plan.own_with_copy(settings, first, copy),
    )


def _longer(base: Scenario, settings: Settings) -> Settings:
    left = [other.id for other in base.arm if other.id not in settings.arms]
    if not left or len(settings.arms) >= MAX_ARMS:
        return settings
    return settings._replace(arms=(*settings.arms, left[0]))
