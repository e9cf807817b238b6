#!/bin/sh
# Undoes what a deployment has switched here and nobody has finished: the newest first. One at a time; whoever comes second waits,
# and finds nothing left to do. One that was ended in the middle is begun again with all of it, which does no harm.
journal=/run/croft-deploy/journal
undoing=/run/croft-deploy/journal.undoing
before=/run/croft-deploy/hosts.before
mkdir -p /run/croft-deploy
exec 8>>/run/croft-deploy/reverting
flock 8
while [ -f $undoing ] || mv $journal $undoing 2>/dev/null; do
  tac $undoing | while read -r service old next mode; do
    case $mode in
      # Names lead where they led.
      -)
        [ -f $before ] || continue
        { sed '/^# croft: begin$/,/^# croft: end$/d' /etc/hosts; cat $before; } >/etc/hosts.croft
        chmod 644 /etc/hosts.croft
        mv /etc/hosts.croft /etc/hosts
        rm -f $before ;;
      # A process that waits to take over, unless it has.
      wait)
        [ "$(readlink "/etc/croft/current/$service")" = "/etc/croft/generations/$next" ] && continue
        systemctl stop "croft-$service@$next.service"
        rm -f "/run/croft/hold/$service" ;;
      # A program that waits to pass on, unless there is nobody else here.
      forward)
        systemctl -q is-active "croft-$service@$old.service" && systemctl stop "croft-$service-forward.service" ;;
      *) [ "$old" = - ] || CROFT_REVERTING=1 /usr/local/lib/croft/switch "$service" "$old" "$mode" ;;
    esac
  done
  rm -f $undoing
done
