#!/bin/sh
# Undoes what a deployment has switched here and nobody has finished: the newest first.
journal=/run/croft-deploy/journal
before=/run/croft-deploy/hosts.before
[ -f $journal ] || exit 0
mv $journal $journal.undone
tac $journal.undone | while read -r service old next mode; do
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
      [ "$(cat "/etc/croft/current/$service" 2>/dev/null)" = "$next" ] && continue
      systemctl stop "croft-$service@$next.service"
      rm -f "/run/croft/hold/$service" ;;
    # A program that waits to pass on, unless there is nobody else here.
    forward)
      systemctl -q is-active "croft-$service@$old.service" && systemctl stop "croft-$service-forward.service" ;;
    *) [ "$old" = - ] || CROFT_REVERTING=1 /usr/local/lib/croft/switch "$service" "$old" "$mode" ;;
  esac
done
