# The app in a container: not root, and fit for a read-only file system. See docs/hosting.md.
#
#     docker build -t plasticity-lab .
#     docker run --read-only --tmpfs /tmp --tmpfs /cache -p 8501:8501 plasticity-lab

FROM python:3.11-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/plasticity-lab \
    && /opt/plasticity-lab/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /opt/plasticity-lab/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
COPY --from=build /opt/plasticity-lab /opt/plasticity-lab
RUN useradd --system --uid 10001 --no-create-home plasticity \
    && install --directory --owner plasticity --mode 1777 /cache
# Compiled code and finished runs; a volume here keeps them for the next start. A tmpfs here takes the
# mode of the folder and not its owner, so the mode lets everybody write.
ENV PATH=/opt/plasticity-lab/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PLASTICITY_LAB_CACHE=/cache \
    MPLCONFIGDIR=/cache/matplotlib
USER plasticity
# Streamlit's settings, if there are any, are in /srv/.streamlit/config.toml.
WORKDIR /srv
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["plasticity-lab", "app", "--host", "0.0.0.0", "--port", "8501", "--no-browser"]
