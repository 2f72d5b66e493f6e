# syntax=docker/dockerfile:1
FROM python:3.12-slim-bookworm

# Pango draws the PDF; Liberation Serif has the metrics of Times New Roman.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      fontconfig fonts-liberation2 libharfbuzz-subset0 libmagic1 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    PARI_DATA_DIR=/data STATIC_ROOT=/app/static-collected

WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements/base.txt

COPY . .
RUN if [ -d locale ]; then pybabel --quiet compile --directory locale --domain django; fi \
 && PARI_DATA_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
 && rm -rf /tmp/build \
 && useradd --system --user-group --uid 10001 --home-dir /data --no-create-home pari \
 && install --directory --owner pari --group pari /data

USER pari
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["deploy/entrypoint"]
CMD ["web"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "deploy/healthy.py"]
