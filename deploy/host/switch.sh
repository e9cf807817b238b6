#!/bin/sh
# switch SERVICE GENERATION overlap|alone: has another generation of a service serve, and ends the one that does.
# Runs on its own until it is done, whatever becomes of who asked for it. Fails with the old one serving.
set -u
service=$1
next=$2
mode=$3
unit=croft-$service@$next.service
file=/etc/croft/current/$service
wants=/etc/systemd/system/multi-user.target.wants
mkdir -p /run/croft-deploy
# One that somebody who was cut off began is let end first.
exec 7>>"/run/croft-deploy/switch-$service"
flock 7
old=$(readlink "$file" || true)
old=${old##*/}
if [ "$old" = "$next" ]; then
  systemctl start "$unit"
  exit
fi
mkdir -p /etc/croft/current "$wants"
[ -n "${CROFT_REVERTING:-}" ] || echo "$service ${old:--} $next $mode" >>/run/croft-deploy/journal

refuse() {
  echo "$service does not become ready with $next:" >&2
  journalctl -u "$unit" -n 40 -o cat --no-pager 2>/dev/null | tail -n 25 >&2
  systemctl stop "$unit"
  systemctl reset-failed "$unit" 2>/dev/null
  exit 1
}

# Waits for one of the words in the state of the new generation; fails when it has ended or a minute is over.
await() {
  turn=0
  while [ $turn -lt 1200 ]; do
    state=$(systemctl show -p ActiveState,SubState,StatusText --value "$unit" | tr '\n' ' ')
    case $state in
      failed* | *auto-restart* | inactive*) [ $turn -gt 4 ] && return 1 ;;
    esac
    for word in "$@"; do case $state in *"$word"*) return 0 ;; esac done
    sleep 0.05
    turn=$((turn + 1))
  done
  return 1
}

if [ "$mode" = alone ]; then
  systemctl start --no-block "$unit"
  await standby running || refuse
  [ -n "$old" ] && systemctl stop "croft-$service@$old.service"
  if ! await running; then
    [ -n "$old" ] && systemctl start --no-block "croft-$service@$old.service"
    refuse
  fi
else
  systemctl start "$unit" 2>/dev/null || refuse
fi
# When it has been here before, a moment ago: nobody passes on any more what comes for it.
systemctl stop --no-block "croft-$service-forward.service" 2>/dev/null
ln -sfn "/etc/croft/generations/$next" "$file.new" && mv -T "$file.new" "$file"
ln -sf "/etc/systemd/system/$unit" "$wants/$unit"
# What `croft rollback` goes back to: the last of another release.
if [ -n "$old" ] && [ "${old%%_*}" != "${next%%_*}" ]; then
  mkdir -p /etc/croft/previous
  echo "$old" >"/etc/croft/previous/$service"
fi
if [ -n "$old" ]; then
  rm -f "$wants/croft-$service@$old.service"
  [ "$mode" = alone ] || systemctl stop "croft-$service@$old.service"
fi
exit 0
