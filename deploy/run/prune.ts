import { layout } from '../layout.ts';
import type { Unneeded } from '../plan/steps.ts';
import { quote } from '../remote/shell.ts';
import type { Remote } from '../remote/ssh.ts';

/** Removes from a server what nobody needs: units first, so that nothing is started of what is half gone. */
export async function prune(remote: Remote, { releases, layers, generations }: Unneeded): Promise<void> {
  const unused = [
    ...generations.map(name => `${layout.generations}/${name}`),
    ...releases.map(name => `${layout.releases}/${name}`),
    ...layers.map(name => `${layout.layers}/${name}`),
  ];
  const units = generations.map(name => `rm -f ${layout.units}/croft-*@${quote(name)}.service`);
  await remote.run(
    `set -e
${units.join('\n')}
rm -rf ${unused.map(quote).join(' ')}
systemctl daemon-reload`,
    { timeout: 300_000 },
  );
}
