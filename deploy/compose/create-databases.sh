#!/usr/bin/env bash
# Run once by the PostgreSQL image on an empty volume: one database and one user per service.
set -euo pipefail
create() {
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set name="$1" --set password="$2" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
}
create users "$USERS_PASSWORD"
create products "$PRODUCTS_PASSWORD"
create orders "$ORDERS_PASSWORD"
create payments "$PAYMENTS_PASSWORD"
create inventory "$INVENTORY_PASSWORD"
create notifications "$NOTIFICATIONS_PASSWORD"
create jobs "$JOBS_PASSWORD"
