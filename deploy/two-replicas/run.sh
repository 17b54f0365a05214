#!/usr/bin/env bash
# Two replicas behind nginx on this host: a day at the switchboard, then each replica is restarted under load, and everything must have been answered,
# and purged once and in time. See README.md; the settings are at the top of host.sh.
# Usage: run.sh [QUARKUS-RUN.JAR]
set -euo pipefail
# shellcheck source=SCRIPTDIR/host.sh
source "$(dirname "$0")/host.sh"
# shellcheck source=SCRIPTDIR/load.sh
source "$HERE/load.sh"

JAR=${1:-$ROOT/target/quarkus-app/quarkus-run.jar}
[[ -f $JAR ]] || give_up "no $JAR: mvn package"

# restart_when_unready NAME: as a balancer does it that asks for readiness
restart_when_unready() {
  local began=$EPOCHREALTIME
  kill -TERM "$(<"$WORK/$1.pid")"
  eventually 10 "$1 not ready" is_not_ready "$1"
  tell "$1 was told to end, and says so after $(since "$began") s"
  nginx_leads "$1" down
  end "$1"
  tell "$1 ended after $(since "$began") s: $(going_on "$1" "$began")"
  replica_start "$1" "$JAR"
  nginx_leads "$1"
}

host_start
replica_start a "$JAR"
replica_start b "$JAR"
nginx_leads a
nginx_leads b

tell "a day at the switchboard through nginx"
SLETTEFRIST_URL=$URL SLETTEFRIST_PBX=pbx:$(secret pbx) SLETTEFRIST_OPERATOR=operator:$(secret operator) \
  SLETTEFRIST_SUPERVISOR=supervisor:$(secret supervisor) SLETTEFRIST_AUDITOR=auditor:$(secret auditor) \
  "$ROOT/deploy/demo/demo.sh" >"$WORK/demo.log" 2>&1 || { cat "$WORK/demo.log" && give_up "the demonstration"; }
tail -n 1 "$WORK/demo.log"

tell "one replica after the other is restarted under load"
load_start 4 4
sleep 8
replace a "$JAR"
restart_when_unready b
sleep 4
load_stop
load_check 90
load_told
