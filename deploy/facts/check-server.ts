import type { Remote } from '../remote/ssh.ts';
import { type Facts, gatherFacts } from './facts.ts';

/** LoadCredential= came with 247, the specifier for its directory with 250. */
const OLDEST_SYSTEMD = 250;
const MACHINES = ['x86_64', 'aarch64'];
const TRIED = ['debian 12', 'debian 13', 'ubuntu 24.04'];
const LEAST_FREE = 1_000_000_000;

export interface ServerCheck {
  readonly facts: Facts;
  /** What keeps it from running Croft, in words. */
  readonly problems: readonly string[];
  /** What is weak but works. */
  readonly warnings: readonly string[];
}

const needed = `for program in bash flock sha256sum systemd-run systemd-sysusers systemd-tmpfiles systemd-notify tar gzip find; do
command -v $program >/dev/null || echo "$program"; done`;

/** Looks whether a server can run Croft. Throws `unavailable` when it is not reached. */
export async function checkServer(remote: Remote): Promise<ServerCheck> {
  const [facts, missing] = await Promise.all([gatherFacts(remote, []), remote.run(needed)]);
  const problems: string[] = [];
  const warnings: string[] = [];
  if (facts.systemd < OLDEST_SYSTEMD)
    problems.push(`its systemd is ${facts.systemd}; ${OLDEST_SYSTEMD} or newer is needed`);
  if (!MACHINES.includes(facts.machine))
    problems.push(`it is ${facts.machine}; there is a Node for ${MACHINES.join(' and ')}`);
  if (facts.free < LEAST_FREE)
    problems.push(`it has ${Math.round(facts.free / 1e6)} MB free in /opt; 1 GB is needed`);
  for (const program of missing.split('\n').filter(Boolean)) problems.push(`it lacks ${program}; install it`);
  if (!TRIED.includes(facts.system)) warnings.push(`it is ${facts.system}; tried are ${TRIED.join(', ')}`);
  if (!facts.nft)
    warnings.push(
      'it has no nftables; keep strangers from ports 7100 to 7399 otherwise, or apt install nftables',
    );
  return { facts, problems, warnings };
}
