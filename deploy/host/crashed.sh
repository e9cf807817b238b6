#!/bin/sh
# crashed SERVICE GENERATION: run by systemd when a process of a service has ended. Unless that was well, its last lines are kept with
# how it ended (`core/service/crash-reports.ts` reads them). See systemd.exec(5) for what the environment says.
[ "${SERVICE_RESULT:-success}" = success ] && exit 0
service=$1
generation=$2
folder=/var/lib/croft/crashes
install -d -m 750 -g croft $folder
case ${EXIT_CODE:-} in
  exited) how="exit code $EXIT_STATUS" ;;
  killed | dumped) how="killed by $EXIT_STATUS" ;;
  *) how=$SERVICE_RESULT ;;
esac
case $SERVICE_RESULT in
  exit-code | signal | core-dump) ;;
  *) how="$how ($SERVICE_RESULT)" ;;
esac
file=$folder/$(date +%s%3N)-$service.txt
umask 027
# What it wrote last may be on its way still.
timeout 3 journalctl --sync 2>/dev/null
{
  echo "service: $service"
  echo "time: $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  echo "ended: $how"
  echo "release: ${generation%%_*}"
  echo
  journalctl "_SYSTEMD_INVOCATION_ID=$INVOCATION_ID" -n 25 -o cat --no-pager 2>/dev/null | cut -c 1-2000
} >"$file.new"
chgrp croft "$file.new"
mv "$file.new" "$file"
cd $folder && ls | sort -r | tail -n +21 | xargs -r rm -f
