# Web and worker from one image; see compose.yaml.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY requirements requirements
RUN python -m pip install --no-cache-dir uv==0.13.9 \
 && uv venv /opt/lintel \
 && uv pip sync --python /opt/lintel/bin/python --require-hashes --compile-bytecode requirements/production.txt
COPY lintel lintel
RUN uv pip install --python /opt/lintel/bin/python --no-deps .

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 lintel && install -d -o lintel -g lintel /data
COPY --from=build /opt/lintel /opt/lintel
ENV PATH=/opt/lintel/bin:$PATH LINTEL_DATA_DIR=/data LINTEL_MODE=production
USER lintel
VOLUME /data
EXPOSE 8000
CMD ["sh", "-c", "lintel migrate && exec lintel serve --host 0.0.0.0 --no-worker"]
