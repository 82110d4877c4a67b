"""The script that the server runs.

It is alone in its folder: a folder ``pages`` beside a script is taken by Streamlit for pages of its
own making, with another navigation.
"""

from sim.ui.main import main

main()
