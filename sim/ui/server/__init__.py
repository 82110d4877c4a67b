"""The server that carries the page: Streamlit, with nothing more open than needed."""
