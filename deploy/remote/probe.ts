import { readFileSync } from 'node:fs';
import { AppError } from '../../core/errors.ts';
import type { Answer, Probe } from '../host/probe.ts';
import { layout } from '../layout.ts';
import { quote } from './shell.ts';
import type { Remote } from './ssh.ts';

export type { Answer, Probe };

const program = readFileSync(new URL('../host/probe.ts', import.meta.url), 'utf8');
const NO_NODE = 3;

/**
 * Asks from a server, by the Node of a release there, and gives an answer for each probe. Throws `unavailable` when the server is
 * not reached or has no release yet.
 */
export async function probeFrom(remote: Remote, probes: readonly Probe[]): Promise<Answer[]> {
  if (probes.length === 0) return [];
  const { code, out, err } = await remote.try(
    `node=$(ls ${layout.layers}/*/node 2>/dev/null | head -n 1); [ -n "$node" ] || exit ${NO_NODE}
exec "$node" --disable-warning=ExperimentalWarning --input-type=module-typescript - ${quote(JSON.stringify(probes))}`,
    { input: program },
  );
  if (code === NO_NODE)
    throw new AppError('unavailable', `${remote.name} has no release yet. \`croft apply\` brings one.`);
  if (code !== 0) throw new AppError('unavailable', `${remote.name}: ${err.trim()}`);
  return out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Answer);
}
