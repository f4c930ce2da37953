#!/bin/sh
# The portal's role at the database of docker-compose.yml, made at the first start of its
# PostgreSQL. It owns nothing; the release gives it its rights (docs/operations.md).
set -eu
psql --quiet --set ON_ERROR_STOP=1 --set password="$PORTAL_DATABASE_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'END'
CREATE ROLE ggo_portal LOGIN PASSWORD :'password';
END
