import { AppError } from '../../core/errors.ts';
import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts/facts.ts';
import { layout } from '../layout.ts';
import { allDone } from '../run/all-done.ts';
import type { ShownCertificate } from './authority.ts';

/** PEM texts of the authorities that a server trusts and the folder here does not know, by the server. */
function strangers(cluster: Cluster, facts: ReadonlyMap<string, Facts>): Map<string, string[]> {
  const found = [...facts.values()].map(
    ({ server, authorities }) => [server, authorities.filter(pem => !cluster.knowsAuthority(pem))] as const,
  );
  return new Map(found.flatMap(([server, pems]) => (pems.length > 0 ? [[server, [...pems]]] : [])));
}

/** Throws `conflict` when servers trust an authority that the folder here does not know: with another their services would refuse each other. */
export function refuseStrangers(cluster: Cluster, facts: ReadonlyMap<string, Facts>): void {
  const found = [...strangers(cluster, facts).keys()];
  if (found.length > 0)
    throw new AppError(
      'conflict',
      `The services on ${found.join(' and ')} trust an authority that .croft/tls here does not know: somebody deployed from another folder. Copy .croft from there. When it is lost, \`croft apply --adopt\` has the authority of this folder take over, without a call being turned away.`,
    );
}

/**
 * Has the authority of the folder here begin to take over from those that it does not know, with the certificates that servers show
 * meanwhile; these are fetched. Does nothing when it knows all of them.
 */
export async function adoptStrangers(cluster: Cluster, facts: ReadonlyMap<string, Facts>): Promise<void> {
  const others = new Set([...strangers(cluster, facts).values()].flat());
  if (others.size === 0) return;
  const shown = new Map<string, ShownCertificate>();
  const showing = [...facts.values()].filter(({ authorities }) => authorities.length > 0);
  await allDone(
    showing.map(async ({ server }) => {
      const out = await cluster
        .remote(server)
        .run(`set -- ${layout.current}/*/credentials; cat "$1/server.crt"; echo; cat "$1/server.key"`);
      const [cert, key] = out.split(/\n\n(?=-----BEGIN [A-Z ]*PRIVATE KEY-----)/);
      shown.set(server, { cert: `${cert}\n`, key: key! });
    }),
  );
  cluster.adopt([...others], shown);
}
