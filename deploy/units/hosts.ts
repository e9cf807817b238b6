import { hostName } from '../inventory/known-services.ts';
import { layout } from '../layout.ts';

const BEGIN = '# croft: begin';
const END = '# croft: end';

/** Where each service is: its name and the addresses of the servers that run it. */
export type Places = ReadonlyMap<string, readonly string[]>;

/**
 * The lines of /etc/hosts that belong to us, as one server needs them: where it runs a service itself, its own address comes
 * first, and others are spread so that not all of them go to the same server first.
 */
export function hostsBlock(places: Places, own: string, position: number): string {
  const lines = [...places].flatMap(([service, addresses]) => {
    const others = addresses.filter(address => address !== own);
    const turn = others.length === 0 ? 0 : position % others.length;
    const spread = [...others.slice(turn), ...others.slice(0, turn)];
    const ordered = addresses.includes(own) ? [own, ...spread] : spread;
    return ordered.map(address => `${address} ${hostName(service)}`);
  });
  return `${[BEGIN, ...lines, END].join('\n')}\n`;
}

/** What the lines were before an unfinished deployment changed them. */
const BEFORE = '/run/croft-deploy/hosts.before';

/**
 * A script that puts the block, read from standard input, into /etc/hosts, whole or not at all, and leaves the rest alone. What was
 * there goes back when nobody finishes the deployment (`host/revert.sh`).
 */
export const writeHosts = `set -e
mkdir -p /run/croft-deploy
if [ ! -f ${BEFORE} ] && grep -q '^${BEGIN}$' /etc/hosts; then
  sed -n '/^${BEGIN}$/,/^${END}$/p' /etc/hosts > ${BEFORE}
  echo 'names - - -' >> ${layout.journal}
fi
{ sed '/^${BEGIN}$/,/^${END}$/d' /etc/hosts; cat; } > /etc/hosts.croft
chmod 644 /etc/hosts.croft
mv /etc/hosts.croft /etc/hosts`;
