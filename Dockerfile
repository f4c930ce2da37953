# One image for web, workers and beat; settings come from the environment alone. Python is
# the one that the tests use. `make pin-images` writes the digests that are used here.

ARG PYTHON_IMAGE=python:3.11.13-slim-trixie

FROM ${PYTHON_IMAGE} AS built
WORKDIR /app
RUN python -m venv /venv
COPY requirements requirements
COPY ggo_portal/build/installing.py ggo_portal/build/installing.py
RUN /venv/bin/python ggo_portal/build/installing.py requirements/build.txt --no-cache
COPY . .
# Settings are needed to collect the static files; none of these values stays.
RUN /venv/bin/python -m ggo_portal.build all \
    && SECRET_KEY=build DATABASE_URL=postgresql:///none REDIS_URL=redis://127.0.0.1/0 \
       EMAIL_URL=smtp://127.0.0.1 STATIC_ROOT=/srv/static \
       /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf node_modules

# What runs has no builder in it: neither Node nor what a developer's machine needs.
FROM ${PYTHON_IMAGE} AS packages
WORKDIR /app
RUN python -m venv /venv
COPY requirements requirements
COPY ggo_portal/build/installing.py ggo_portal/build/installing.py
RUN /venv/bin/python ggo_portal/build/installing.py requirements/base.txt --no-cache

FROM ${PYTHON_IMAGE}
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
ENV STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media
# pg_dump for `manage.py backup`: this Debian has the version of the database (17).
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home portal \
    && install -d -o portal -g portal /srv/media /srv/backup
COPY --from=packages /venv /venv
COPY --from=built /srv/static /srv/static
COPY --from=built /app /app
WORKDIR /app
USER portal
EXPOSE 8000
CMD ["gunicorn", "ggo_portal.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
