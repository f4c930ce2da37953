# One image for web, worker and beat; settings come from the environment alone.

FROM node:22-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY static/src static/src
RUN npm run build

FROM python:3.12-slim AS packages
RUN python -m venv /venv
COPY requirements/base.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r base.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
ENV STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media
RUN useradd --uid 10001 --create-home portal \
    && install -d -o portal -g portal /srv/media /srv/static
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
COPY --from=assets /build/static/dist static/dist
# Settings are needed to collect the static files; none of these values stays.
RUN python -m ggo_portal.local compile-messages \
    && SECRET_KEY=build DATABASE_URL=postgresql:///none REDIS_URL=redis://127.0.0.1/0 \
       python manage.py collectstatic --noinput --verbosity 0
USER portal
EXPOSE 8000
CMD ["gunicorn", "ggo_portal.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
