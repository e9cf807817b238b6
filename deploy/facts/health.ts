import { layout } from '../layout.ts';
import type { Remote } from '../remote/ssh.ts';

/** How a server does, beside what runs there. */
export interface Health {
  readonly server: string;
  /** Milliseconds by which its clock is ahead of the one here; the way there and back makes it uncertain by half of `wayMs`. */
  readonly aheadMs: number;
  readonly wayMs: number;
  /** Whether something keeps its clock right. */
  readonly synchronised: boolean;
  /** Bytes, of where releases and state are: the one that has less. */
  readonly diskFree: number;
  readonly diskSize: number;
  /** Bytes. */
  readonly memoryFree: number;
  readonly memorySize: number;
  /** PEM texts of what its services show and trust; undefined where there is none yet. */
  readonly certificate: string | undefined;
  readonly authorities: string | undefined;
  /** Whether Caddy runs; undefined where it is not installed. */
  readonly caddy: boolean | undefined;
  /** Units of ours that have failed. */
  readonly failed: readonly string[];
  /** Programs that its services have waited for a start of, since it runs: it asks for one when updates are to take effect. */
  readonly rebootWanted: boolean;
  readonly backups: readonly KeptBackups[];
}

/** The backups of one service on its server. */
export interface KeptBackups {
  readonly service: string;
  readonly whole: number;
  /** Milliseconds since 1970 at which the newest that was proved was proved; undefined for none. */
  readonly verified: number | undefined;
}

const script = (backups: string) => `
echo "time $(date +%s%3N)"
echo "synchronised $(timedatectl show -p NTPSynchronized --value 2>/dev/null)"
for path in /opt ${layout.state}; do [ -d $path ] && echo "disk $(df -B1 --output=avail,size $path | tail -n 1)"; done
sed -n 's/^MemAvailable: *\\([0-9]*\\) kB/memory-free \\1/p; s/^MemTotal: *\\([0-9]*\\) kB/memory-size \\1/p' /proc/meminfo
set -- ${layout.current}/*/credentials
for file in server ca; do sed "s/^/$file /" "$1/$file.crt" 2>/dev/null; done
[ ! -x /usr/bin/caddy ] || echo "caddy $(systemctl is-active caddy)"
systemctl list-units --failed --plain --no-legend 'croft-*' | while read -r unit _; do echo "failed $unit"; done
[ -f /var/run/reboot-required ] && echo reboot
for folder in ${backups}; do
  [ -d "$folder" ] || continue
  echo "backups \${folder##*/} $(ls -d "$folder"/croft-*/manifest.json 2>/dev/null | wc -l) $(stat -c %Y "$folder"/croft-*/verified 2>/dev/null | sort -n | tail -n 1)"
done
true`;

/** Asks a server how it does. `backups` is where its backups are kept. Throws `unavailable` when it is not reached. */
export async function healthOf(remote: Remote, backups?: string): Promise<Health> {
  // The line is made first: the way there and back is then all that the clocks' difference is uncertain by.
  await remote.run('true');
  const begun = Date.now();
  const out = await remote.run(script(backups === undefined ? '' : `${backups}/*`));
  return parseHealth(remote.name, out, begun, Date.now());
}

export function parseHealth(server: string, out: string, begun: number, ended: number): Health {
  const lines = out.split('\n');
  const all = (key: string) =>
    lines.filter(line => line.startsWith(`${key} `)).map(line => line.slice(key.length + 1));
  const number = (key: string) => Number(all(key)[0] ?? Number.NaN);
  const pem = (key: string) => all(key).join('\n') || undefined;
  const disks = all('disk').map(line => line.trim().split(/ +/).map(Number) as [number, number]);
  const [diskFree, diskSize] = disks.sort((a, b) => a[0] - b[0])[0] ?? [Number.NaN, Number.NaN];
  return {
    server,
    aheadMs: Math.round(number('time') - (begun + ended) / 2),
    wayMs: ended - begun,
    synchronised: all('synchronised')[0] !== 'no',
    diskFree,
    diskSize,
    memoryFree: number('memory-free') * 1024,
    memorySize: number('memory-size') * 1024,
    certificate: pem('server'),
    authorities: pem('ca'),
    caddy: all('caddy').length > 0 ? all('caddy')[0] === 'active' : undefined,
    failed: all('failed'),
    rebootWanted: lines.includes('reboot'),
    backups: all('backups').map(line => {
      const [service, whole, verified] = line.split(' ');
      return {
        service: service!,
        whole: Number(whole),
        verified: verified ? Number(verified) * 1000 : undefined,
      };
    }),
  };
}
