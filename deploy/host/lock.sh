# Holds the lock of this server for as long as whoever deploys is there and says so. Reads one word a line: arm (from now on an
# unfinished deployment is undone), beat (still there), done (it is finished), quit.
mkdir -p /run/croft-deploy
exec 9>>/run/croft-deploy/lock
if ! flock -w 15 9; then
  cat /run/croft-deploy/owner >&2
  exit 75
fi
read -r owner
echo "$owner" >/run/croft-deploy/owner
echo locked
armed=
while read -t 20 -r word; do
  case $word in
    arm) armed=1; systemctl restart croft-revert.timer 9>&- ;;
    beat) [ -z "$armed" ] || systemctl restart croft-revert.timer 9>&- ;;
    done) armed=; systemctl stop croft-revert.timer 9>&-; rm -f /run/croft-deploy/journal /run/croft-deploy/hosts.before; echo finished ;;
    quit) exit 0 ;;
  esac
done
