#!/bin/sh
# First start of the database: the application's role, which owns nothing and cannot change the schema.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role siccam_app login password :'password';
revoke create on schema public from public;
SQL
