#!/bin/sh
# Undoes what a deployment has switched here and nobody has finished: the newest first.
journal=/run/croft-deploy/journal
[ -f $journal ] || exit 0
mv $journal $journal.undone
tac $journal.undone | while read -r service old next mode; do
  if [ "$old" != - ]; then CROFT_REVERTING=1 /usr/local/lib/croft/switch "$service" "$old" "$mode"; fi
done
