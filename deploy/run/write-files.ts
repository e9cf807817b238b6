import { FIREWALL_UNIT } from '../desired/firewall.ts';
import { serverFiles } from '../desired/server-files.ts';
import { servicesOn } from '../inventory/inventory.ts';
import { layout } from '../layout.ts';
import { writeFiles } from '../remote/shell.ts';
import type { RunContext } from './context.ts';

/**
 * A socket that listens elsewhere than before has to be opened anew, and its service with it: the one change that callers notice.
 * Caddy takes its file up without closing anything.
 */
const takeUp = `for path in $changed; do case $path in
  *.socket)
    unit=\${path##*/}; name=\${unit%.socket}
    if systemctl -q is-active $unit; then
      running=$(systemctl list-units "$name@*.service" --state=active --plain --no-legend | cut -d' ' -f1)
      systemctl stop $running $unit; systemctl start $unit $running
    fi ;;
  */croft-backup-*.timer) systemctl enable -q \${path##*/}; systemctl restart \${path##*/} ;;
  */Caddyfile) [ ! -x /usr/bin/caddy ] || { systemctl enable -q caddy; systemctl reload-or-restart caddy; } ;;
esac; done`;

/** Makes users and folders, puts those files of a server in place that differ, and has systemd take them up. */
export async function writeServerFiles(
  { cluster }: RunContext,
  server: string,
  paths: readonly string[],
): Promise<void> {
  const { wanted } = cluster;
  const remote = cluster.remote(server);
  const files = serverFiles(wanted, cluster.server(server), { prometheus: true }).filter(({ path }) =>
    paths.includes(path),
  );
  const accounts = files.filter(({ path }) => /\/(sysusers|tmpfiles)\.d\//.test(path));
  const others = files.filter(file => !accounts.includes(file));
  const first = writeFiles(accounts);
  const folders = `install -d -m 755 /etc/croft ${layout.generations} ${layout.current} ${layout.releases} ${layout.layers} ${layout.tools}`;
  if (accounts.length > 0)
    await remote.run(
      `${first.script}\nsystemd-sysusers croft.conf 2>&1 | grep -v '^Creating' >&2 || true\nsystemd-tmpfiles --create croft.conf\n${folders}`,
      { input: first.input },
    );
  const second = writeFiles(others);
  const sockets = servicesOn(wanted.inventory, server).map(({ name }) => `croft-${name}.socket`);
  await remote.run(
    `changed=$(${second.script})
systemctl daemon-reload
${takeUp}
${sockets.length > 0 ? `systemctl enable -q ${sockets.join(' ')} && systemctl start ${sockets.join(' ')}` : ''}`,
    { input: second.input },
  );
}

/** Has the rules of the firewall take effect, now and at each start of the server. */
export async function guard({ cluster }: RunContext, server: string): Promise<void> {
  await cluster
    .remote(server)
    .run(`systemctl enable -q ${FIREWALL_UNIT} && systemctl restart ${FIREWALL_UNIT}`);
}

/** Takes away units that a server is to have no more, with what they started. */
export async function removeUnits(
  { cluster }: RunContext,
  server: string,
  units: readonly string[],
): Promise<void> {
  const installed = units.filter(unit => /\.(timer|socket)$/.test(unit));
  // A socket does not come again as long as what it started is there.
  const idle = units.filter(unit => unit.endsWith('-idle.service'));
  const lines = [
    ...(installed.length > 0 ? [`systemctl disable -q --now ${installed.join(' ')}`] : []),
    ...(idle.length > 0 ? [`systemctl stop ${idle.join(' ')}`] : []),
    `cd ${layout.units} && rm -f ${units.join(' ')}`,
    'systemctl daemon-reload',
  ];
  await cluster.remote(server).run(lines.join('\n'));
}
