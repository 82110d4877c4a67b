"""The page in the browser. Streamlit is imported in this package and nowhere else."""
