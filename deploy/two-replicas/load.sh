# shellcheck shell=bash source=SCRIPTDIR/host.sh
# A PBX, operators and a supervisor who work through nginx, each request once: what is not answered as it should be is a failure. To be sourced after host.sh.
#
#   $WORK/load/requests.*  one line a request: time, what, status, seconds, and what was expected
#   $WORK/load/failures    what was not answered as it should be
#   $WORK/load/stored.*    one line a recording that was answered 201: its identifier, its deadline as last told, whether it is flagged

readonly LOAD=$WORK/load AUDIO=$ROOT/deploy/demo/audio

# load_start WORKERS SLOW: so many that work as fast as they are answered, and so many uploads at a time that take six seconds each
load_start() {
  local i
  rm -rf "$LOAD" && mkdir -p "$LOAD"
  : >"$LOAD/failures"
  # Ten minutes of silence at 8 kHz: its upload can be slowed down.
  { head -c 44 "$AUDIO/03-passport.wav" && head -c 1200000 /dev/zero; } >"$LOAD/long.wav"
  LOAD_BEGAN=$(now)
  for ((i = 0; i < $1; i++)); do calls "$i" & LOAD_PIDS+=($!); done
  for ((i = 0; i < $2; i++)); do slow_calls "slow$i" & LOAD_PIDS+=($!); done
}

# Lets everybody finish what they are at.
load_stop() {
  touch "$LOAD/stop"
  wait "${LOAD_PIDS[@]}"
  LOAD_PIDS=()
}

now() { date -u +%Y-%m-%dT%H:%M:%S.%6NZ; }

# ask WHAT ROLE EXPECTED METHOD PATH [CURL ARGUMENTS]: the answer is in $answer; 1 when it is not as expected
ask() {
  local what=$1 role=$2 expected=$3 method=$4 path=$5 told
  shift 5
  told=$(curl -sS --max-time 90 -K "$WORK/secrets/$role.curl" -X "$method" -o "$answer" -w '%{http_code} %{time_total}' "$@" "$URL/api/v1$path" 2>>"$answer.errors") ||
    told="000 ${told#* }"
  printf '%s %s %s %s\n' "$(now)" "$what" "$told" "$expected" >>"$LOAD/requests.$worker"
  [[ ${told%% *} == "$expected" ]] || { printf '%s %s %s\n' "$what" "$told" "$(head -c 500 "$answer")" >>"$LOAD/failures" && return 1; }
}

# upload CALL FILE [CURL ARGUMENTS]
upload() {
  local at
  at=$(now)
  ask "upload${3:+-slow}" pbx 201 PUT "/calls/$1/recordings/r1?startedAt=$at&endedAt=$at&operator=201&caller=%2B4500000001" -T "$2" -H 'Expect:' "${@:3}"
}

calls() {
  local worker=$1 answer=$LOAD/answer.$1 files=("$AUDIO"/0*.wav) count=0 call stored id file
  while [[ -d $LOAD && ! -e $LOAD/stop ]]; do
    count=$((count + 1)) call=load-$$-$worker-$count
    file=${files[count % ${#files[@]}]}
    jq -n --arg id "$call" --arg at "$(now)" '{type: "call.started", callId: $id, at: $at, operator: "201", caller: "+4500000001"}' >"$answer.json"
    ask event pbx 204 POST /calls/events -H 'Content-Type: application/json' --data-binary "@$answer.json" || true
    upload "$call" "$file" || continue
    stored=$(jq -r '"\(.id) \(.expiresAt) \(.flagged)"' "$answer")
    id=${stored%% *}
    if ((count % 3 == 0)); then
      ask flag operator 200 PUT "/calls/$call/flag" -H 'Content-Type: application/json' --data '{"reason": "THREAT"}' && stored=$(told)
      ask listen supervisor 200 GET "/recordings/$id/audio" && { cmp -s "$answer" "$file" || echo "listen other bytes" >>"$LOAD/failures"; }
    fi
    if ((count % 9 == 0)); then
      ask unflag operator 200 DELETE "/calls/$call/flag" && stored=$(told)
    fi
    ask look operator 200 GET "/recordings/$id" || true
    echo "$stored" >>"$LOAD/stored.$worker"
  done
}

# The only recording of the call that was answered.
told() { jq -r '.recordings[0] | "\(.id) \(.expiresAt) \(.flagged)"' "$answer"; }

slow_calls() {
  local worker=$1 answer=$LOAD/answer.$1 count=0
  while [[ -d $LOAD && ! -e $LOAD/stop ]]; do
    count=$((count + 1))
    upload "load-$$-$worker-$count" "$LOAD/long.wav" --limit-rate 200k || continue
    jq -r '"\(.id) \(.expiresAt) \(.flagged)"' "$answer" >>"$LOAD/stored.$worker"
  done
}

# ---- what holds or does not ------------------------------------------------------------------------------------------------

passed=0 failed=0 # checks
# check WHAT EXPECTED ACTUAL
check() {
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1)) && printf 'ok - %s\n' "$1"
  else
    failed=$((failed + 1)) && printf 'FAILED - %s: expected %s, got %s\n' "$1" "$2" "${3:-nothing}"
  fi
}

all_purged() { [[ $(sql "SELECT count(*) FROM recording WHERE sweep_at IS NOT NULL") == 0 ]]; }

# The report's line of each recording that was answered 201, beside what was told of it.
deletions() {
  curl -sS -K "$WORK/secrets/auditor.curl" -H 'Accept: text/csv' "$URL/api/v1/reports/deletions?from=$LOAD_BEGAN&to=$(now)" | tail -n +2 | tr -d '\r' |
    tr ',' ' ' | sort >"$LOAD/deletions"
  cat "$LOAD"/stored.* | sort >"$LOAD/stored"
  join "$LOAD/stored" "$LOAD/deletions" >"$LOAD/joined"
}

# audit_pages: reads the whole audit, page by page; tells the status of the last
audit_pages() {
  local after='' page=$LOAD/page status
  while status=$(curl -sS -K "$WORK/secrets/auditor.curl" -o "$page" -w '%{http_code}' "$URL/api/v1/audit-events?from=$LOAD_BEGAN&to=$(now)&limit=1000$after"); do
    [[ $status == 200 ]] || break
    after=$(jq -r '.next // empty' "$page")
    [[ -n $after ]] || break
    after=\&after=$after
  done
  echo "$status"
}

# load_check SECONDS: waits so long at most until everything is purged
load_check() {
  local requests lags
  tell "waits until everything is over"
  eventually "$1" "purge of everything" all_purged
  deletions
  requests=$(cat "$LOAD"/requests.* | wc -l)
  printf '\n%s requests:\n' "$requests"
  cat "$LOAD"/requests.* | awk '{ n[$2]++; if ($4 > most[$2]) most[$2] = $4; sum[$2] += $4 }
    END { for (w in n) printf "  %-12s %6d  mean %.3f s, longest %.3f s\n", w, n[w], sum[w] / n[w], most[w] }' | sort
  printf '  passed on to the other replica by nginx, and sent once by the client: %d\n' "$(cut -d ' ' -f 5- "$WORK/access.log" | grep -c ,)"
  head -n 20 "$LOAD/failures"
  check "no request of $requests failed" 0 "$(wc -l <"$LOAD/failures")"
  check "what was stored is on the list of deletions, each once" "$(wc -l <"$LOAD/stored") $(cut -d ' ' -f 1 "$LOAD/stored" | uniq | wc -l)" \
    "$(wc -l <"$LOAD/joined") $(cut -d ' ' -f 1 "$LOAD/joined" | uniq | wc -l)"
  check "nothing was purged twice (events)" 0 \
    "$(sql "SELECT count(*) FROM (SELECT FROM audit_event WHERE type = 'PURGED' GROUP BY recording HAVING count(*) <> 1) twice")"
  check "each purge has its event" "$(sql "SELECT count(*) FROM recording WHERE state = 'PURGED'")" "$(sql "SELECT count(*) FROM audit_event WHERE type = 'PURGED'")"
  # Columns: id, deadline and flag as told; flag, deadline, due, purged, lag, size as reported.
  check "each at the deadline that was told, flagged as was told" 0 "$(awk '$2 != $5 || $3 != $4' "$LOAD/joined" | wc -l)"
  check "none early" 0 "$(awk '$8 < 0 || $7 < $5' "$LOAD/joined" | wc -l)"
  check "none late (more than 30 s)" 0 "$(awk '$8 > 30' "$LOAD/joined" | wc -l)"
  lags=$(cut -d ' ' -f 8 "$LOAD/joined" | sort -n)
  printf '     %s recordings, %s of them flagged; purged %s to %s s after the deadline, half of them within %s s\n' "$(wc -l <"$LOAD/joined")" \
    "$(awk '$3 == "true"' "$LOAD/joined" | wc -l)" "$(head -n 1 <<<"$lags")" "$(tail -n 1 <<<"$lags")" "$(sed -n "$((($(wc -l <<<"$lags") + 1) / 2))p" <<<"$lags")"
  check "the whole audit can be read" 200 "$(audit_pages)"
  check "no object is left in the bucket" 0 "$(find "$WORK/objects/recordings" -type f | wc -l)"
  check "the auditor's report says compliant" true \
    "$(curl -sS -K "$WORK/secrets/auditor.curl" "$URL/api/v1/reports/retention?from=$LOAD_BEGAN&to=$(now)" | jq '.compliant and .purged.late == 0')"
  check "no replica wrote an error" 0 "$(cat "$WORK"/[ab].log | grep -c '"level":"ERROR"' || true)"
}

# The end of the script: its exit status.
load_told() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0))
}
