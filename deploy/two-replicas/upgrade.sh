#!/usr/bin/env bash
# Two versions side by side on one database and bucket, under load: a and b run OLD; a is upgraded, then b, and both are rolled back, one after the
# other. Everything must have been answered, and purged once and in time. See README.md; the settings are at the top of host.sh.
# With "canary" only a is upgraded, and rolled back.
# Usage: upgrade.sh OLD/quarkus-run.jar NEW/quarkus-run.jar [canary]
set -euo pipefail
# shellcheck source=SCRIPTDIR/host.sh
source "$(dirname "$0")/host.sh"
# shellcheck source=SCRIPTDIR/load.sh
source "$HERE/load.sh"

[[ $# -ge 2 && -f $1 && -f $2 ]] || give_up "usage: upgrade.sh OLD/quarkus-run.jar NEW/quarkus-run.jar [canary]"
readonly OLD=$1 NEW=$2 HOW=${3:-all}

schema() { sql "SELECT max(installed_rank) || ' migrations, the last is ' || max(version::int) FROM flyway_schema_history WHERE success AND version IS NOT NULL"; }

# side_by_side WHAT: lets both replicas work for a while as they are
side_by_side() {
  tell "$1; the database has $(schema)"
  sleep 6
}

host_start
replica_start a "$OLD"
replica_start b "$OLD"
nginx_leads a
nginx_leads b
load_start 4 4
side_by_side "both are old"
replace a "$NEW"
side_by_side "a is new, b is old"
if [[ $HOW != canary ]]; then
  replace b "$NEW"
  side_by_side "both are new"
  replace a "$OLD"
  side_by_side "a is old again, b is new"
  replace b "$OLD"
else
  replace a "$OLD"
fi
side_by_side "both are old again"
load_stop
load_check 90
load_told
