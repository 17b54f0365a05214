#!/usr/bin/env bash
# Once, when the database is made: a role with a database of its own for the service and for Keycloak, which cannot see each other's.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-postgres}" \
  -v service="$DATABASE_PASSWORD" -v keycloak="$KEYCLOAK_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE slettefrist LOGIN PASSWORD :'service';
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak';
CREATE DATABASE slettefrist OWNER slettefrist;
CREATE DATABASE keycloak OWNER keycloak;
REVOKE ALL ON DATABASE slettefrist FROM PUBLIC;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
SQL
