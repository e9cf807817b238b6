import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts/facts.ts';
import { layout } from '../layout.ts';
import { writeFiles } from '../remote/shell.ts';
import { allDone } from './all-done.ts';

/** Has servers know what was moved by command, for other machines that deploy. */
export async function tellPlaces(cluster: Cluster, facts: ReadonlyMap<string, Facts>): Promise<void> {
  const { text } = cluster.places;
  if (text === undefined) return;
  const { script, input } = writeFiles([{ path: layout.moved, content: `${text}\n` }]);
  const others = [...facts.values()].filter(({ moved }) => moved !== text);
  await allDone(others.map(({ server }) => cluster.remote(server).run(script, { input })));
}
