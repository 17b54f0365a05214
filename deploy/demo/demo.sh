#!/usr/bin/env bash
# Plays a day at a municipal switchboard against a running Slettefrist and checks that the rule is kept: see README.md.
# Needs bash, curl, jq, sha256sum and GNU date. Exit status: 0 when every check passed, 1 when one failed, 2 when it could not begin.
set -euo pipefail

readonly URL=${SLETTEFRIST_URL:-http://127.0.0.1:8080}
readonly API=$URL/api/v1
readonly LONGEST=120 # seconds that a person will wait for a period to pass
readonly SHORTEST=8  # seconds that the script needs to save a call in time
readonly GRACE=75    # seconds after a deadline until the service must have deleted: the tolerance of 60, and a little
RUN=demo-$(date -u +%Y%m%dT%H%M%S)-$$
AUDIO=$(cd "$(dirname "$0")" && pwd)/audio
WORK=$(mktemp -d)
readonly RUN AUDIO WORK
trap 'rm -rf "$WORK"' EXIT

passed=0 failed=0 uploads=0 events=0 events_refused=0
STATUS=000
declare -A id_of=() # call/recording -> our id

# ---- what people see -------------------------------------------------------------------------------------------------------

scene() { printf '\n== %s\n' "$*"; }
tell() { printf '   %s\n' "$*"; }
stop() { printf 'The demonstration cannot begin: %s\n' "$*" >&2 && exit 2; }

# check WHAT EXPECTED ACTUAL: equal, or one of several expected values separated by |
check() {
  if [[ "|$2|" == *"|$3|"* ]]; then
    passed=$((passed + 1)) && printf 'ok - %s\n' "$1"
  else
    failed=$((failed + 1)) && printf 'FAILED - %s: expected %s, got %s\n' "$1" "$2" "${3:-nothing}"
  fi
}

# check_true WHAT COMMAND...
check_true() {
  local what=$1
  shift
  if "$@"; then check "$what" yes yes; else check "$what" yes no; fi
}

# ---- talking to the service ------------------------------------------------------------------------------------------------

# Passwords go to curl in a file, not on its command line.
credentials() {
  local role variable
  for role in pbx operator supervisor auditor; do
    variable=SLETTEFRIST_${role^^}
    jq -rn --arg user "${!variable:-$role:$role}" '"user = \($user|tojson)"' >"$WORK/$role.curl"
  done
}

# request ROLE METHOD PATH [CURL ARGUMENTS]: leaves STATUS, and the answer in $WORK/body and $WORK/headers
request() {
  local role=$1 method=$2 path=$3
  shift 3
  : >"$WORK/body"
  STATUS=$(curl -sS --max-time 60 -K "$WORK/$role.curl" -X "$method" -o "$WORK/body" -D "$WORK/headers" -w '%{http_code}' \
    "$@" "$API$path" 2>"$WORK/curl.log") || STATUS=${STATUS:-000}
}

body() { jq -r "$@" "$WORK/body" 2>/dev/null || true; }
problem() { body '.type // "" | sub("^urn:slettefrist:problem:"; "")'; }

# query NAME VALUE ...: a query string
query() {
  jq -rn '[$ARGS.positional | range(0; length; 2) as $i | "\(.[$i])=\(.[$i + 1] | @uri)"] | join("&")' --args "$@"
}

now() { date -u +%Y-%m-%dT%H:%M:%S.%3NZ; }
ago() { date -u -d "$1 seconds ago" +%Y-%m-%dT%H:%M:%S.%3NZ; }

# eventually UNTIL COMMAND...: tries until it succeeds or $SECONDS has passed UNTIL; at least once
eventually() {
  local end=$1
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.5
  done
}

# all_items PATH QUERY...: every line of a paged listing, as the auditor or operator sees it, into $WORK/items (one JSON each)
all_items() {
  local role=$1 path=$2 after='' page
  shift 2
  : >"$WORK/items"
  for ((page = 0; page < 200; page++)); do
    request "$role" GET "$path?$(query "$@" limit 100 ${after:+after "$after"})"
    [[ $STATUS == 200 ]] || return 1
    body -c '.items[]' >>"$WORK/items"
    after=$(body '.next // ""')
    [[ -n $after ]] || return 0
  done
}

# ---- the telephone exchange ------------------------------------------------------------------------------------------------

# event TYPE CALL EXTENSION
event() {
  events=$((events + 1))
  jq -n --arg type "call.$1" --arg callId "$2" --arg operator "$3" --arg at "$(now)" \
    '{type: $type, callId: $callId, at: $at, operator: $operator, queue: "hovedomstilling",
      caller: "+4500000001", callee: "+4500001000", direction: "INBOUND"}' >"$WORK/event"
  request pbx POST /calls/events -H 'Content-Type: application/json' --data-binary "@$WORK/event"
  [[ $STATUS == 2?? ]] || events_refused=$((events_refused + 1))
}

begin_call() { event started "$1" "$2" && event answered "$1" "$2"; }
end_call() { event ended "$1" "$2"; }

media_type() {
  case $1 in
    *.wav) echo audio/wav ;;
    *.mp3) echo audio/mpeg ;;
    *.ogg | *.opus) echo audio/ogg ;;
    *.flac) echo audio/flac ;;
    *.m4a) echo audio/mp4 ;;
    *.au) echo audio/basic ;;
    *) echo application/octet-stream ;;
  esac
}

sha256() { sha256sum "$1" | cut -d ' ' -f 1; }

# RFC 9530 wants the 32 bytes in base64, not in hexadecimal digits.
content_digest() {
  local base64
  base64=$(printf '%b' "$(sha256 "$1" | sed 's/../\\x&/g')" | base64 -w 0)
  printf 'Content-Digest: sha-256=:%s:' "$base64"
}

# deliver HOW CALL RECORDING EXTENSION FILE [ENDED-AT]: HOW is length, chunked, digest or form
deliver() {
  local how=$1 call=$2 recording=$3 extension=$4 file=$5 ended_at=${6:-$(now)}
  local started_at fields target arguments=() i
  started_at=$(date -u -d "$ended_at - $CALL_SECONDS seconds" +%Y-%m-%dT%H:%M:%S.%3NZ)
  fields=(startedAt "$started_at" endedAt "$ended_at" operator "$extension" queue hovedomstilling
    caller +4500000001 callee +4500001000 direction INBOUND)
  if [[ $how == form ]]; then
    for ((i = 0; i < ${#fields[@]}; i += 2)); do arguments+=(--form-string "${fields[i]}=${fields[i + 1]}"); done
    arguments+=(--form-string "recordingId=$recording" -F "audio=@$file;type=$(media_type "$file")")
    request pbx POST "/calls/$call/recordings" "${arguments[@]}"
  else
    arguments=(-H "Content-Type: $(media_type "$file")" -T "$file")
    [[ $how == chunked ]] && arguments+=(-H 'Transfer-Encoding: chunked')
    [[ $how == digest ]] && arguments+=(-H "$(content_digest "$file")")
    target=$(query "${fields[@]}")
    request pbx PUT "/calls/$call/recordings/$recording?$target" "${arguments[@]}"
  fi
  if [[ $STATUS == 201 ]]; then
    uploads=$((uploads + 1))
    id_of[$call/$recording]=$(body .id)
  fi
}

# ---- what holds or does not ------------------------------------------------------------------------------------------------

# purged ID: answers 410 and says when it was purged
purged() {
  request operator GET "/recordings/$1"
  [[ $STATUS == 410 && -n $(body '.purgedAt // empty') ]]
}

expired() {
  request operator GET "/recordings/$1"
  [[ $STATUS == 410 ]]
}

# listed CALL...: how many of these calls the operator's list still shows
listed() {
  all_items operator /calls since "$FIRST_CALL" || echo "no list: $STATUS"
  jq -r .callId "$WORK/items" | grep -cxF "$(printf '%s\n' "$@")" || true
}

# report NAME: the retention report from the beginning of this run to now, into $WORK/NAME
report() {
  request auditor GET "/reports/retention?$(query from "$BEGAN" to "$(now)")"
  cp "$WORK/body" "$WORK/$1"
  [[ $STATUS == 200 ]]
}

# figure PATH: how much a figure of the report has grown in this run
figure() { jq -rn --slurpfile a "$WORK/before" --slurpfile b "$WORK/after" "(\$b[0]$1) - (\$a[0]$1)"; }

complete() { report after && [[ $(figure .purged.unflagged) == "$1" && $(figure .purged.flagged) == "$2" ]]; }

# seconds DURATION: ISO-8601, days and smaller
seconds() {
  [[ $1 =~ ^P(([0-9]+)D)?(T(([0-9]+)H)?(([0-9]+)M)?(([0-9]+)(\.[0-9]+)?S)?)?$ ]] || return 1
  echo $((${BASH_REMATCH[2]:-0} * 86400 + ${BASH_REMATCH[5]:-0} * 3600 + ${BASH_REMATCH[7]:-0} * 60 + ${BASH_REMATCH[9]:-0}))
}

# ---- the day ---------------------------------------------------------------------------------------------------------------

prepare() {
  local tool policy
  for tool in curl jq sha256sum; do
    command -v "$tool" >/dev/null || stop "$tool is missing"
  done
  credentials
  report before || stop "no retention report from $URL (status $STATUS). Is the service running, and is the auditor's password right?"
  policy=$(jq -r '"\(.policy.unflagged) \(.policy.flagged)"' "$WORK/before")
  UNFLAGGED=$(seconds "${policy% *}") || stop "the report's policy is not understood: $policy"
  FLAGGED=$(seconds "${policy#* }") || stop "the report's policy is not understood: $policy"
  ((UNFLAGGED <= LONGEST && FLAGGED <= LONGEST)) ||
    stop "the periods are ${policy% *} and ${policy#* }; nobody waits longer than $LONGEST seconds. Start the service with" \
      "SLETTEFRIST_RETENTION_UNFLAGGED=PT10S SLETTEFRIST_RETENTION_FLAGGED=PT25S"
  ((UNFLAGGED >= SHORTEST && FLAGGED >= UNFLAGGED + SHORTEST)) ||
    stop "the periods are ${policy% *} and ${policy#* }; the first must be at least $SHORTEST seconds," \
      "the second at least $SHORTEST seconds more"
  readonly UNFLAGGED FLAGGED
  tell "Service: $URL, run $RUN"
  tell "A recording is kept $UNFLAGGED seconds, or $FLAGGED seconds when the call is saved (in earnest: 30 minutes and 30 days)."
}

ordinary_calls() {
  scene "The switchboard opens: fifteen ordinary calls"
  local hows=(length chunked digest length form chunked length form) file name call kept i=0
  for file in "$AUDIO"/[01]*; do
    name=$(basename "$file")
    call=$RUN-${name%%-*}
    begin_call "$call" 1001
    end_call "$call" 1001
    deliver "${hows[i % ${#hows[@]}]}" "$call" leg-1 1001 "$file"
    check "recorded: $name (${hows[i % ${#hows[@]}]})" 201 "$STATUS"
    ordinary+=("$call")
    last_file=$file
    i=$((i + 1))
  done
  # By the script's clock or by the service's, whichever is earlier: at most the period, never more.
  kept=$(body '[.expiresAt, .endedAt] | map(sub("\\.[0-9]+"; "") | fromdate) | .[0] - .[1]')
  check_true "the last one will be deleted within $UNFLAGGED seconds of its end" test "${kept:-1000000}" -le "$UNFLAGGED"
}

mishaps() {
  scene "Mishaps that happen every day"
  local call=${ordinary[-1]} first=${id_of[${ordinary[-1]}/leg-1]:-} page=$WORK/page.html
  deliver length "$call" leg-1 1001 "$last_file"
  check "the PBX delivers the last recording again: nothing new" 200 "$STATUS"
  check "and it is the same recording" "$first" "$(body .id)"
  deliver length "$call" leg-1 1001 "$AUDIO/01-bulky-waste.wav"
  check "other sound under the same name is refused" 409 "$STATUS"
  printf '<!DOCTYPE html><html><body>Gateway error</body></html>\n' >"$page"
  deliver length "$RUN-page" leg-1 1001 "$page"
  check "a web page is not audio" "415 unsupported-media" "$STATUS $(problem)"
  deliver length "$RUN-late" leg-1 1001 "$AUDIO/02-bin-not-emptied.wav" "$(ago $((UNFLAGGED + 5)))"
  check "a recording that should be deleted already is not taken in" "410 late" "$STATUS $(problem)"
}

# flag ROLE PATH JSON
flag() { request "$1" PUT "$2" -H 'Content-Type: application/json' --data "$3"; }

saved_calls() {
  scene "Three calls are threatening: the operators save them"
  local threat=$RUN-21 second=$RUN-22 transfer=$RUN-23

  tell "The operator presses save before the PBX has told of the call at all."
  flag operator "/calls/$threat/flag" '{"reason": "THREAT", "note": "Says he will come to the town hall"}'
  check "the save waits for its call" "202|200" "$STATUS"
  deliver digest "$threat" leg-1 1002 "$AUDIO/21-threat.wav"
  check "then the recording arrives" 201 "$STATUS"
  check "and is flagged" true "$(body .flagged)"

  tell "Another operator presses save on the telephone while the citizen speaks."
  begin_call "$second" "$EXTENSION"
  flag operator "/extensions/$EXTENSION/flag" '{"call": "CURRENT", "reason": "THREAT"}'
  check "the shortcut saves the call that is going on" "200|202" "$STATUS"
  check "and names it" "$second" "$(body .callId)"
  end_call "$second" "$EXTENSION"
  deliver chunked "$second" leg-1 "$EXTENSION" "$AUDIO/22-threat.mp3"
  check "its recording arrives flagged" "201 true" "$STATUS $(body .flagged)"

  tell "A third call is transferred: two recordings, one save."
  begin_call "$transfer" 1003
  deliver length "$transfer" switchboard 1003 "$AUDIO/23-harassment-switchboard.wav"
  flag operator "/calls/$transfer/flag" '{"reason": "HARASSMENT"}'
  check "the call is saved" 200 "$STATUS"
  end_call "$transfer" 1003
  deliver form "$transfer" department 1003 "$AUDIO/24-harassment-department.flac"
  check "the second recording arrives after the save" 201 "$STATUS"
  local leg
  for leg in switchboard department; do
    request operator GET "/recordings/${id_of[$transfer/$leg]:-missing}"
    check "one save holds the $leg recording" "200 true" "$STATUS $(body .flagged)"
  done
  saved=("$threat" "$second" "$transfer")
  check "the PBX reported $events call events and all were taken" 0 "$events_refused"
}

# audio ID: its path, with the reason that an installation may demand
audio() { printf '/recordings/%s/audio?%s' "$1" "$(query reason 'Police report')"; }

listening() {
  scene "The supervisor listens, nobody else does"
  local id=${id_of[$RUN-21/leg-1]:-missing} file=$AUDIO/21-threat.wav
  request supervisor GET "$(audio "$id")"
  check "the supervisor gets the saved call" 200 "$STATUS"
  check "it is what was recorded, byte by byte" "$(sha256 "$file")" "$(sha256 "$WORK/body")"
  check_true "no cache may keep it" grep -qi '^cache-control:.*no-store' "$WORK/headers"
  request supervisor GET "$(audio "$id")" -H 'Range: bytes=100-199'
  check "a player may ask for a part" 206 "$STATUS"
  check_true "and gets that part" cmp -s "$WORK/body" <(head -c 200 "$file" | tail -c 100)
  request operator GET "$(audio "$id")"
  check "an operator may not listen" 403 "$STATUS"
  request auditor GET "$(audio "$id")"
  check "nor may an auditor" 403 "$STATUS"
}

short_period_ends() {
  scene "$UNFLAGGED seconds later: what nobody saved must be gone"
  local call id gone=0 unheard=0 end=$((SECONDS + UNFLAGGED + 5))
  for call in "${ordinary[@]}"; do
    id=${id_of[$call/leg-1]:-missing}
    eventually "$end" expired "$id" && unheard=$((unheard + 1))
  done
  check "all unsaved recordings answer 410 at their deadline" "${#ordinary[@]}" "$unheard"
  request supervisor GET "$(audio "${id_of[${ordinary[-1]}/leg-1]:-missing}")"
  check "not even the supervisor can listen to one" 410 "$STATUS"
  still_there
  tell "The operator of call 15 thinks it over and presses save, too late."
  flag operator "/calls/${ordinary[-1]}/flag" '{"reason": "OTHER"}'
  check "the operator is told that it is gone" "410 gone" "$STATUS $(problem)"
  end=$((SECONDS + GRACE))
  for call in "${ordinary[@]}"; do
    eventually "$end" purged "${id_of[$call/leg-1]:-missing}" && gone=$((gone + 1))
  done
  check "all unsaved recordings are purged, each with the time" "${#ordinary[@]}" "$gone"
  check "the operator's list shows none of these calls" 0 "$(listed "${ordinary[@]}")"
}

still_there() {
  local key id there=0
  for key in "$RUN-21/leg-1" "$RUN-22/leg-1" "$RUN-23/switchboard" "$RUN-23/department"; do
    id=${id_of[$key]:-missing}
    request supervisor HEAD "$(audio "$id")" --head
    [[ $STATUS == 200 ]] && there=$((there + 1))
  done
  check "the recordings of the saved calls are still there" 4 "$there"
  check "the operator's list shows the saved calls" 3 "$(listed "${saved[@]}")"
}

long_period_ends() {
  scene "$FLAGGED seconds after the saved calls: they must be gone too"
  local key gone=0 end=$((SECONDS + FLAGGED + GRACE))
  for key in "$RUN-21/leg-1" "$RUN-22/leg-1" "$RUN-23/switchboard" "$RUN-23/department"; do
    eventually "$end" purged "${id_of[$key]:-missing}" && gone=$((gone + 1))
  done
  check "the recordings of the saved calls are purged" 4 "$gone"
  check "the operator's list shows none of them" 0 "$(listed "${saved[@]}")"
}

auditor_looks() {
  scene "The auditor asks for proof"
  eventually $((SECONDS + GRACE)) complete "${#ordinary[@]}" 4 || true
  tell "The retention report since the beginning of this run:"
  jq . "$WORK/after"
  check "received" "$uploads" "$(figure '|.received.unflagged + .received.flagged')"
  check "refused because it came too late" 1 "$(figure .received.refusedLate)"
  check "purged after the short period" "${#ordinary[@]}" "$(figure .purged.unflagged)"
  check "purged after the long period" 4 "$(figure .purged.flagged)"
  check "purged too late" 0 "$(figure .purged.late)"
  check "overdue now, more than before" 0 "$(figure .overdue.count)"
  if [[ $(jq .compliant "$WORK/before") == true ]]; then
    check "compliant" true "$(jq .compliant "$WORK/after")"
  else
    tell "The service was not compliant before this run began, so whether it is now says nothing about this run."
  fi
  deletions
  trail
}

deletions() {
  all_items auditor /reports/deletions from "$BEGAN" to "$(now)" || true
  check "the list of deletions can be read" 200 "$STATUS"
  printf '%s\n' "${id_of[@]}" >"$WORK/ids"
  jq -c --rawfile ids "$WORK/ids" 'select(.id as $id | $ids | split("\n") | index($id))' "$WORK/items" >"$WORK/ours"
  tell "The deletions of this run:"
  jq -r '"   \(.id)  \(if .flagged then "saved  " else "unsaved" end)  due \(.dueAt)  purged \(.purgedAt)  lag \(.lagSeconds) s"' \
    "$WORK/ours"
  check "every recording of this run is on it once" "$uploads $uploads" \
    "$(jq -s length "$WORK/ours") $(jq -rs 'map(.id) | unique | length' "$WORK/ours")"
  check "none was purged before it was due or more than 60 seconds after" 0 \
    "$(jq -s '[.[] | select(.lagSeconds < 0 or .lagSeconds > 60)] | length' "$WORK/ours")"
  check "nothing personal stands on it" 0 "$(grep -cE '\+45|hovedomstilling|town hall|caller|note' "$WORK/ours" || true)"
  request auditor GET "/reports/deletions?$(query from "$BEGAN" to "$(now)")" -H 'Accept: text/csv'
  check_true "it is to be had as CSV" grep -qi '^content-type: *text/csv' "$WORK/headers"
}

trail() {
  local id=${id_of[$RUN-21/leg-1]:-missing} times
  all_items auditor /audit-events from "$BEGAN" to "$(now)" || true
  times=$(grep -F "$id" "$WORK/items" | grep -ci listen || true)
  check_true "the audit trail says that the saved call was listened to" test "$times" -gt 0
}

readonly CALL_SECONDS=6 EXTENSION=1007
BEGAN=$(ago 1)
# A call may be over before the first recording arrives: none of this run began earlier.
FIRST_CALL=$(ago $((CALL_SECONDS + 1)))
readonly BEGAN FIRST_CALL
ordinary=() saved=() last_file=''
prepare
ordinary_calls
mishaps
saved_calls
listening
short_period_ends
long_period_ends
auditor_looks
printf '\n%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
