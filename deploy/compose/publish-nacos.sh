#!/bin/sh
# Runs once per `docker compose up`: makes the Nacos administrator, then publishes the files of deploy/nacos that it does not have.
set -eu
api="http://nacos:8848/nacos/v3"
curl -s -o /dev/null -X POST "$api/auth/user/admin" --data-urlencode "password=$SOUK_NACOS_PASSWORD" # refused when there is one: fine
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  token=$(curl -s -X POST "$api/auth/user/login" --data-urlencode "username=nacos" --data-urlencode "password=$SOUK_NACOS_PASSWORD" \
    | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')
  [ -n "$token" ] && break
  sleep 2
done
[ -n "$token" ] || { echo "Nacos refused the login: is SOUK_NACOS_PASSWORD in .env the one of its volume?" >&2; exit 1; }
for file in /nacos/*; do
  [ -f "$file" ] || continue
  name=$(basename "$file")
  # what an operator has changed stays
  if curl -sf "$api/admin/cs/config?dataId=$name&groupName=DEFAULT_GROUP" -H "accessToken: $token" | grep -q '"content"'; then
    echo "kept $name"
    continue
  fi
  type=${name##*.}
  [ "$type" = yml ] && type=yaml
  curl -sf -o /dev/null -X POST "$api/admin/cs/config" -H "accessToken: $token" --data-urlencode "dataId=$name" \
    --data-urlencode "groupName=DEFAULT_GROUP" --data-urlencode "type=$type" --data-urlencode "content@$file" \
    || { echo "Nacos refused $name: see its log with docker compose logs nacos" >&2; exit 1; }
  echo "published $name"
done
