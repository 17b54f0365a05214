# shellcheck shell=bash
# One host: PostgreSQL, an S3 server, replicas a and b of the service in cluster mode, nginx before them. To be sourced. Everything listens on
# 127.0.0.1, lives below $WORK, and ends with the script that sourced this.
#
#   TRIAL_PORT          the first of seven ports: nginx, a, its management, b, its management, PostgreSQL, S3 (18100)
#   TRIAL_WORK          folder for everything (/tmp/slettefrist-two-replicas)
#   TRIAL_S3_CLASSPATH  where S3Proxy and what it needs are; without it Maven is asked
#   TRIAL_UNFLAGGED, TRIAL_FLAGGED  the periods (PT20S, PT45S)
#   TRIAL_DELAY         how long a replica that is told to end goes on answering, not ready (PT4S)
#   TRIAL_SETTINGS      more settings of each replica, NAME=value separated by spaces
#   JAVA_OPTIONS        of each replica
#   TRIAL_S3_OPTIONS    Java's, of the S3 server

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
WORK=${TRIAL_WORK:-/tmp/slettefrist-two-replicas}
PORT=${TRIAL_PORT:-18100}
UNFLAGGED=${TRIAL_UNFLAGGED:-PT20S}
FLAGGED=${TRIAL_FLAGGED:-PT45S}
DELAY=${TRIAL_DELAY:-PT4S}
JAVA_OPTIONS=${JAVA_OPTIONS:--Xmx320m -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError}
URL=http://127.0.0.1:$PORT
readonly HERE ROOT WORK PORT UNFLAGGED FLAGGED DELAY JAVA_OPTIONS URL
declare -A http_of=([a]=$((PORT + 1)) [b]=$((PORT + 3)))
declare -A management_of=([a]=$((PORT + 2)) [b]=$((PORT + 4)))
declare -A leads_to=([a]=down [b]=down)
LOAD_PIDS=()
readonly DATABASE_PORT=$((PORT + 5)) S3_PORT=$((PORT + 6))

tell() { printf '%(%H:%M:%S)T  %s\n' -1 "$*"; }
give_up() { printf 'FAILED - %s\n' "$*" >&2 && exit 1; }

# eventually SECONDS WHAT COMMAND...
eventually() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    ((SECONDS < end)) || give_up "not within the time: $what"
    sleep 0.2
  done
}

# ---- processes -------------------------------------------------------------------------------------------------------------

# Only what is ours: a process id may be a stranger's by now.
is_ours() { grep -qsF "$WORK" "/proc/$1/cmdline"; }
is_gone() { ! is_ours "$1"; }

# end NAME [SIGNAL]: and wait until it has
end() {
  local file=$WORK/$1.pid pid
  [[ -s $file ]] || return 0
  pid=$(head -n 1 "$file")
  if is_ours "$pid"; then
    kill -s "${2:-TERM}" "$pid" 2>/dev/null || true
    eventually 120 "the end of $1" is_gone "$pid"
  fi
  rm -f "$file"
}

# Also what a run left behind that was killed.
host_stop() {
  [[ -O $WORK ]] || return 0
  local name
  [[ -z ${LOAD_PIDS[*]:-} ]] || kill "${LOAD_PIDS[@]}" 2>/dev/null || true
  for name in nginx a b s3; do end "$name"; done
  [[ -f $WORK/database/postmaster.pid ]] && as_postgres "$(postgres_bin)/pg_ctl" stop -s -D "$WORK/database" -m fast
  rm -rf "$WORK"
}

# ---- servers ---------------------------------------------------------------------------------------------------------------

postgres_bin() { find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1; }

# PostgreSQL refuses to run as root.
as_postgres() { if ((EUID == 0)); then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi; }

database_start() {
  local bin owner=$USER_NAME
  bin=$(postgres_bin)
  [[ -n $bin ]] || give_up "no PostgreSQL server (Debian: apt-get install postgresql)"
  ((EUID == 0)) && owner=postgres
  install -d -m 0700 -o "$owner" "$WORK/database"
  install -m 0600 -o "$owner" /dev/null "$WORK/database.password" && secret database >"$WORK/database.password"
  as_postgres "$bin/initdb" -D "$WORK/database" -U postgres -A scram-sha-256 --pwfile="$WORK/database.password" -E UTF8 --locale=C.UTF-8 \
    >"$WORK/database.log"
  as_postgres "$bin/pg_ctl" start -s -w -D "$WORK/database" -l "$WORK/database/server.log" \
    -o "-p $DATABASE_PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c log_min_error_statement=panic"
  PGUSER=postgres PGDATABASE=postgres sql "CREATE ROLE slettefrist LOGIN PASSWORD '$(secret database)'" >/dev/null
  PGUSER=postgres PGDATABASE=postgres sql "CREATE DATABASE slettefrist OWNER slettefrist" >/dev/null
}

# sql STATEMENT: rows of columns between |
sql() {
  PGPASSWORD=$(secret database) psql -h 127.0.0.1 -p "$DATABASE_PORT" -U "${PGUSER:-slettefrist}" -d "${PGDATABASE:-slettefrist}" \
    -AXqt -v ON_ERROR_STOP=1 -c "$1"
}

s3_start() {
  if [[ -z ${TRIAL_S3_CLASSPATH:-} ]]; then
    mvn -B -ntp -q -f "$ROOT/pom.xml" dependency:build-classpath -Dmdep.outputFile="$WORK/classpath"
    TRIAL_S3_CLASSPATH=$(<"$WORK/classpath")
  fi
  mkdir -p "$WORK/objects/recordings"
  # shellcheck disable=SC2086 # several options
  ACCESS_KEY=slettefrist SECRET_KEY=$(secret s3) java ${TRIAL_S3_OPTIONS:--Xmx128m -XX:TieredStopAtLevel=1} -cp "$TRIAL_S3_CLASSPATH" "$HERE/S3Server.java" \
    "$WORK/objects" "$S3_PORT" >"$WORK/s3.log" 2>&1 &
  echo $! >"$WORK/s3.pid"
  eventually 300 "the S3 server" answers "http://127.0.0.1:$S3_PORT/"
}

answers() { curl -s -o /dev/null --max-time 5 "$1"; }

# ---- replicas --------------------------------------------------------------------------------------------------------------

# secret NAME: the same for the whole run
secret() {
  [[ -s $WORK/secrets/$1 ]] || openssl rand -hex 20 >"$WORK/secrets/$1"
  cat "$WORK/secrets/$1"
}

# replica_start NAME JAR: starts it and waits until it is ready; nginx does not know of it yet
replica_start() {
  local name=$1 jar=$2 role began=$EPOCHREALTIME
  local settings=(
    QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="${http_of[$name]}"
    QUARKUS_MANAGEMENT_HOST=127.0.0.1 QUARKUS_MANAGEMENT_PORT="${management_of[$name]}"
    QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING=true QUARKUS_HTTP_PROXY_TRUSTED_PROXIES=127.0.0.1
    QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://127.0.0.1:$DATABASE_PORT/slettefrist"
    QUARKUS_DATASOURCE_USERNAME=slettefrist QUARKUS_DATASOURCE_PASSWORD="$(secret database)"
    SLETTEFRIST_S3_ENDPOINT="http://127.0.0.1:$S3_PORT" SLETTEFRIST_S3_BUCKET=recordings
    SLETTEFRIST_S3_ACCESS_KEY=slettefrist SLETTEFRIST_S3_SECRET_KEY="$(secret s3)"
    SLETTEFRIST_RETENTION_UNFLAGGED="$UNFLAGGED" SLETTEFRIST_RETENTION_FLAGGED="$FLAGGED"
    QUARKUS_SHUTDOWN_DELAY="$DELAY" QUARKUS_SHUTDOWN_TIMEOUT=60S
  )
  for role in pbx operator supervisor auditor; do
    settings+=("QUARKUS_SECURITY_USERS_EMBEDDED_USERS_${role^^}=$(secret "$role")" "QUARKUS_SECURITY_USERS_EMBEDDED_ROLES_${role^^}=$role")
  done
  # shellcheck disable=SC2086 # several of each
  env -i PATH="$PATH" "${settings[@]}" ${TRIAL_SETTINGS:-} java $JAVA_OPTIONS -Djava.io.tmpdir="$WORK/tmp" -jar "$jar" >>"$WORK/$name.log" 2>&1 &
  echo $! >"$WORK/$name.pid"
  eventually 300 "the start of $name (its log: $WORK/$name.log)" is_ready_or_dead "$name"
  is_ready "$name" || { tail -n 5 "$WORK/$name.log" && give_up "$name does not start"; }
  tell "$name is ready after $(since "$began") s: $(basename "$(dirname "$jar")")"
}

is_ready() { [[ $(curl -s -o /dev/null --max-time 5 -w '%{http_code}' "http://127.0.0.1:${management_of[$1]}/q/health/ready") == 200 ]]; }
is_not_ready() { ! is_ready "$1"; }
is_ready_or_dead() { is_ready "$1" || ! kill -0 "$(<"$WORK/$1.pid")" 2>/dev/null; }
since() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'; }

# replace NAME JAR: as Kubernetes does it, which takes a replica out of the service before it tells it to end
replace() {
  local began=$EPOCHREALTIME
  nginx_leads "$1" down
  end "$1"
  tell "$1 was taken out of nginx, told to end, and ended after $(since "$began") s: $(going_on "$1" "$began")"
  replica_start "$1" "$2"
  nginx_leads "$1"
}

# ---- nginx -----------------------------------------------------------------------------------------------------------------

nginx_start() {
  write_upstream
  sed -e "s|@WORK@|$WORK|g" -e "s|@PORT@|$PORT|g" "$HERE/nginx.conf" >"$WORK/nginx.conf"
  "$(command -v nginx || echo /usr/sbin/nginx)" -e "$WORK/nginx.log" -c "$WORK/nginx.conf" &
  echo $! >"$WORK/nginx.pid"
  eventually 60 "nginx" answers "$URL/"
}

write_upstream() {
  local name
  for name in a b; do
    printf 'server 127.0.0.1:%d max_fails=0%s;\n' "${http_of[$name]}" "${leads_to[$name]:+ down}"
  done >"$WORK/upstream.conf"
}

# nginx_leads NAME [down]: whether new requests go to that replica; those that go on are not disturbed
nginx_leads() {
  local workers
  leads_to[$1]=${2:-}
  workers=$(pgrep -P "$(<"$WORK/nginx.pid")" | sort)
  write_upstream
  kill -HUP "$(<"$WORK/nginx.pid")"
  eventually 60 "nginx with its new settings" has_other_workers "$workers"
}

has_other_workers() { [[ -n $(comm -13 <(echo "$1") <(pgrep -P "$(<"$WORK/nginx.pid")" | sort)) ]]; }

# going_on NAME SINCE: requests that this replica was at when it was told to end, and how much longer they took
going_on() {
  awk -v told="$2" -v replica="127.0.0.1:${http_of[$1]}" '$NF == replica && $1 - $2 < told && $1 > told { n++; if ($1 - told > most) most = $1 - told }
    END { printf "%d requests went on then, the longest for %.1f s more", n, most }' "$WORK/access.log"
}

# ---- together --------------------------------------------------------------------------------------------------------------

host_start() {
  local tool
  for tool in curl jq psql openssl java setpriv; do
    command -v "$tool" >/dev/null || give_up "$tool is missing"
  done
  [[ ! -e $WORK || -O $WORK ]] || give_up "$WORK belongs to somebody else"
  host_stop
  trap host_stop EXIT
  trap 'exit 130' INT TERM
  USER_NAME=$(id -un)
  mkdir -p "$WORK" && chmod 0711 "$WORK"
  (umask 077 && mkdir "$WORK/secrets" "$WORK/tmp")
  local role
  for role in pbx operator supervisor auditor; do
    (umask 077 && printf 'user = "%s:%s"\n' "$role" "$(secret "$role")" >"$WORK/secrets/$role.curl")
  done
  database_start
  s3_start
  nginx_start
}
