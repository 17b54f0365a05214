#!/usr/bin/env bash
# What a call costs: one replica takes calls at a steady rate, of which each has a recording of three minutes and one in twenty is saved; then its
# processor time, its memory and the size of its database are told per call. See README.md; the settings are at the top of host.sh.
#   TRIAL_WARM_UP  seconds before it is measured (300)
# Usage: capacity.sh CALLS-A-SECOND SECONDS [QUARKUS-RUN.JAR]
set -euo pipefail
# As it is run in production: both compilers, the heap of the systemd unit.
JAVA_OPTIONS=${JAVA_OPTIONS:--Xmx640m -XX:+ExitOnOutOfMemoryError}
TRIAL_S3_OPTIONS=${TRIAL_S3_OPTIONS:--Xmx256m}
TRIAL_UNFLAGGED=${TRIAL_UNFLAGGED:-PT30S}
TRIAL_FLAGGED=${TRIAL_FLAGGED:-PT60S}
# shellcheck source=SCRIPTDIR/host.sh
source "$(dirname "$0")/host.sh"
# shellcheck source=SCRIPTDIR/load.sh
source "$HERE/load.sh"

readonly RATE=${1:-} LASTS=${2:-} JAR=${3:-$ROOT/target/quarkus-app/quarkus-run.jar}
[[ $RATE =~ ^[0-9.]+$ && $LASTS =~ ^[0-9]+$ ]] || give_up "usage: capacity.sh CALLS-A-SECOND SECONDS [QUARKUS-RUN.JAR]"
[[ -f $JAR ]] || give_up "no $JAR: mvn package"

# call NUMBER: from its beginning to what an operator sees of it
call() {
  local worker=$1 answer=$LOAD/answer.$1 call=capacity-$$-$1 at
  at=$(now)
  ask event pbx 204 POST /calls/events -H 'Content-Type: application/json' \
    --data '{"type":"call.started","callId":"'"$call"'","at":"'"$at"'","operator":"201","caller":"+4500000001"}' || return 0
  ask event pbx 204 POST /calls/events -H 'Content-Type: application/json' --data '{"type":"call.ended","callId":"'"$call"'","at":"'"$(now)"'"}' || true
  upload "$call" "$LOAD/three-minutes.wav" || return 0
  ((10#$1 % 20)) || ask flag operator 200 PUT "/calls/$call/flag" -H 'Content-Type: application/json' --data '{"reason": "THREAT"}' || true
  rm -f "$answer" "$answer.errors"
}

# calls_for SECONDS FIRST: that many seconds at RATE; leaves the number of the next call in $next
calls_for() {
  local began=$EPOCHREALTIME end=$((SECONDS + $1))
  next=$2
  while ((SECONDS < end)); do
    call "$next" &
    next=$((next + 1))
    sleep "$(awk -v began="$began" -v now="$EPOCHREALTIME" -v due="$((next - $2))" -v rate="$RATE" \
      'BEGIN { wait = began + due / rate - now; print (wait > 0 ? wait : 0) }')"
  done
  # Not "wait" alone: the servers are children, too.
  eventually 120 "the last calls" no_call_goes_on
}

no_call_goes_on() { ! pgrep -P $$ -f capacity.sh >/dev/null; }

# Processor time of a process and its children that still run, in seconds.
spent() {
  local pid
  for pid in "$1" $(pgrep -P "$1" || true); do cut -d ' ' -f 14-17 "/proc/$pid/stat" 2>/dev/null || true; done |
    awk -v hertz="$(getconf CLK_TCK)" '{ sum += $1 + $2 + $3 + $4 } END { print sum / hertz }'
}

of_service() { spent "$(<"$WORK/a.pid")"; }
of_database() { spent "$(head -n 1 "$WORK/database/postmaster.pid")"; }
of_store() { spent "$(<"$WORK/s3.pid")"; }
peak_memory() { awk '/VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$(<"$WORK/a.pid")/status"; }
size() { sql "SELECT pg_database_size('slettefrist')"; }
log_written() { sql "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"; }

# told_per CALLS WHAT UNIT BEFORE AFTER FACTOR
told_per() { awk -v n="$1" -v what="$2" -v unit="$3" -v a="$4" -v b="$5" -v f="$6" 'BEGIN { printf "  %-52s %8.1f %s\n", what, (b - a) * f / n, unit }'; }

# work: what each process has spent, and when
work() { echo "$EPOCHREALTIME $(of_service) $(of_database) $(of_store)"; }

# idle_from WORK: of a core, of each process, since then
idle_from() { awk -v before="$1" -v after="$(work)" 'BEGIN { split(before, a); split(after, b); for (i = 2; i <= 4; i++) printf "%.4f ", (b[i] - a[i]) / (b[1] - a[1]) }'; }

# tell_work CALLS WORK: what each call took since then, less what each process takes when nothing happens
tell_work() {
  awk -v n="$1" -v before="$2" -v after="$(work)" -v idle="$idle" 'BEGIN {
    split("service PostgreSQL S3-server", name); split(before, a); split(after, b); split(idle, rest)
    for (i = 2; i <= 4; i++)
      printf "  %-52s %8.1f ms a call, and %.1f %% of a core always\n", name[i - 1] ", processor time", (b[i] - a[i] - rest[i - 1] * (b[1] - a[1])) * 1000 / n, rest[i - 1] * 100
  }'
}

host_start
replica_start a "$JAR"
nginx_leads a
rm -rf "$LOAD" && mkdir -p "$LOAD" && : >"$LOAD/failures"
{ head -c 44 "$AUDIO/03-passport.wav" && head -c 2880000 /dev/urandom; } >"$LOAD/three-minutes.wav"

readonly WARM_UP=${TRIAL_WARM_UP:-300}
tell "warms up: $RATE calls a second for $WARM_UP s"
calls_for "$WARM_UP" 0
eventually 180 "purge of everything" all_purged
tell "idle for a minute"
before=$(work) && sleep 60 && idle=$(idle_from "$before")

rm -f "$LOAD"/requests.* && : >"$LOAD/failures"
LOAD_BEGAN=$(now)
first=$next before=$(work) bytes=$(size) log=$(log_written)
tell "measures: $RATE calls a second for $LASTS s"
calls_for "$LASTS" "$next"
eventually 180 "purge of everything" all_purged
count=$((next - first))

printf '\n%d calls at %s a second, on %s processor cores:\n' "$count" "$RATE" "$(nproc)"
tell_work "$count" "$before"
told_per "$count" "database, growth that stays" "KB a call" "$bytes" "$(size)" 0.001
told_per "$count" "database, log (WAL) written" "KB a call" "$log" "$(log_written)" 0.001
printf '  %-52s %8s MB\n' "service, most memory it ever had ($JAVA_OPTIONS)" "$(peak_memory)"
cat "$LOAD"/requests.* | awk '{ print $2, $4 }' | sort -k 1,1 -k 2,2n |
  awk 'function tell() { if (n) printf "  %-52s %8.0f ms, 99 %% within %.0f ms\n", what ", half answered within", v[at(0.5)] * 1000, v[at(0.99)] * 1000 }
    function at(share) { return int(n * share) + (n * share > int(n * share)) }
    $1 != what { tell(); what = $1; n = 0 } { v[++n] = $2 } END { tell() }'
curl -sS -K "$WORK/secrets/auditor.curl" "$URL/api/v1/reports/retention?from=$LOAD_BEGAN&to=$(now)" | jq -r '"  longest lag of the purge \(.purgeLagSeconds.max) s, compliant: \(.compliant)"'
head -n 20 "$LOAD/failures"
check "no request failed" 0 "$(wc -l <"$LOAD/failures")"
check "no object is left in the bucket" 0 "$(find "$WORK/objects/recordings" -type f | wc -l)"
load_told
