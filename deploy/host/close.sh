#!/bin/sh
# close SERVICE SECONDS: after so long closes the sockets of a service that has left this server, and ends what passed on for it. When the
# service has come back meanwhile, its sockets are left alone. Not while somebody deploys: a service may be about to come.
# It waits by itself, since a timer of systemd begins its seconds anew whenever units are loaded.
set -u
service=$1
sleep "$2"
units=/etc/systemd/system
exec 9>>/run/croft-deploy/lock
flock 9
echo "this server itself, which closes the sockets of $service" >/run/croft-deploy/owner
# The sockets first: while systemd has them open and nobody takes what comes, callers would wait instead of going elsewhere.
if [ ! -L "/etc/croft/current/$service" ]; then
  systemctl stop "croft-$service.socket" "croft-$service-idle.service"
  # Nothing is left of what it was there, its secrets least of all.
  for unit in "$units/croft-$service"@*.service; do
    [ -f "$unit" ] || continue
    generation=${unit##*@}
    rm -rf "/etc/croft/generations/${generation%.service}" "$unit"
  done
  rm -f "$units/croft-$service.socket" "$units/croft-$service-idle.service" "/run/croft-deploy/$service-left"
fi
# It answers what it still passes on for 10 s at most.
systemctl stop --no-block "croft-$service-forward.service"
rm -f "$units/croft-$service-forward.service"
systemctl daemon-reload
