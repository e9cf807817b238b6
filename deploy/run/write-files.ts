import { serverFiles } from '../desired/server-files.ts';
import { servicesOn } from '../inventory/inventory.ts';
import { layout } from '../layout.ts';
import { writeFiles } from '../remote/shell.ts';
import type { RunContext } from './context.ts';

/** Makes users and folders, puts the files of a server in place, and has systemd and the firewall take them up. */
export async function writeServerFiles({ cluster, facts }: RunContext, server: string): Promise<void> {
  const { wanted } = cluster;
  const remote = cluster.remote(server);
  const files = serverFiles(wanted, cluster.server(server));
  const accounts = files.filter(({ path }) => /\/(sysusers|tmpfiles)\.d\//.test(path));
  const others = files.filter(file => !accounts.includes(file));
  const first = writeFiles(accounts);
  const folders = `install -d -m 755 /etc/croft ${layout.generations} ${layout.current} ${layout.releases} ${layout.layers} ${layout.tools}`;
  await remote.run(
    `${first.script}\nsystemd-sysusers croft.conf 2>&1 | grep -v '^Creating' >&2 || true\nsystemd-tmpfiles --create croft.conf\n${folders}`,
    { input: first.input },
  );
  const second = writeFiles(others);
  const sockets = servicesOn(wanted.inventory, server).map(({ name }) => `croft-${name}.socket`);
  const firewall = facts.get(server)?.nft
    ? 'systemctl enable -q croft-firewall.service; systemctl restart croft-firewall.service\n'
    : '';
  await remote.run(
    `${second.script}
systemctl daemon-reload
${firewall}${sockets.length > 0 ? `systemctl enable -q ${sockets.join(' ')} && systemctl start ${sockets.join(' ')}` : ''}`,
    { input: second.input },
  );
}
