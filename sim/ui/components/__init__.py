"""Parts that any page can draw: some with JavaScript of their own, some made of Streamlit's."""
