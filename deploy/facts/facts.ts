import { AppError } from '../../core/errors.ts';
import { type DeployedService, deployedServices } from '../inventory/known-services.ts';
import { layout } from '../layout.ts';
import type { Remote } from '../remote/ssh.ts';

/** What a server says of itself in one answer. */
export interface Facts {
  readonly server: string;
  /** Such as `debian 12`. */
  readonly system: string;
  /** As uname -m says it. */
  readonly machine: string;
  readonly systemd: number;
  /** Bytes free where releases go. */
  readonly free: number;
  /** Whether the firewall is nftables. */
  readonly nft: boolean;
  /** Whether Prometheus is installed, with its group. */
  readonly prometheus: boolean;
  /** Whether our rules are in it, and will be after a reboot. */
  readonly guarded: boolean;
  /** Those installed last come first; with what an installation that broke off has left. */
  readonly releases: ReadonlySet<string>;
  readonly layers: ReadonlySet<string>;
  /** The layer that a release rests on. */
  readonly restsOn: ReadonlyMap<string, string>;
  /** All that have a folder there, whether anything runs of them or not. */
  readonly generations: ReadonlySet<string>;
  /** SHA-256 of each file that was asked for and is there. */
  readonly files: ReadonlyMap<string, string>;
  /** Units of ours that are there. */
  readonly units: ReadonlySet<string>;
  /** Our lines of /etc/hosts. */
  readonly hosts: string;
  /** Of each service that runs: the generation that serves and those that are active. */
  readonly services: ReadonlyMap<DeployedService, RunningService>;
  /** A deployment was begun here and neither finished nor undone yet. */
  readonly unfinished: boolean;
  /** PEM texts of the authorities that the services which serve there trust. */
  readonly authorities: readonly string[];
  /** What `Places` has left there; undefined when nothing was ever moved by command. */
  readonly moved: string | undefined;
}

export interface RunningService {
  readonly current: string | undefined;
  readonly active: readonly string[];
  /** The last generation of another release. */
  readonly previous: string | undefined;
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

const script = `
. /etc/os-release; echo "system $ID $VERSION_ID"
echo "machine $(uname -m)"
echo "systemd $(systemctl --version | sed -n '1s/^systemd \\([0-9]*\\).*/\\1/p')"
echo "free $(df -B1 --output=avail /opt | tail -n 1)"
/usr/sbin/nft list tables >/dev/null 2>&1 && echo nft
[ -d /etc/prometheus ] && getent group prometheus >/dev/null && echo prometheus
/usr/sbin/nft list table inet croft >/dev/null 2>&1 && systemctl -q is-enabled croft-firewall.service 2>/dev/null && echo guarded
[ -s ${layout.journal} ] || [ -f ${layout.undoing} ] && echo unfinished
ls -1t ${layout.releases} 2>/dev/null | while read -r name; do echo "releases $name"; done
for path in ${layout.releases}/*/node; do [ -L "$path" ] && echo "rests $(basename "\${path%/node}") $(basename "$(dirname "$(readlink "$path")")")"; done
for path in ${layout.layers}/*; do [ -d "$path" ] && echo "layers \${path##*/}"; done
for path in ${layout.generations}/*; do [ -d "$path" ] && echo "generations \${path##*/}"; done
for path in ${layout.current}/*/credentials/ca.crt; do [ -f "$path" ] && sed 's/^/ca /' "$path"; done
[ -f ${layout.moved} ] && sed 's/^/moved /' ${layout.moved}
for path in ${layout.current}/*; do case $path in *.new) ;; *) [ -L "$path" ] && echo "current \${path##*/} $(basename "$(readlink "$path")")" ;; esac; done
for path in ${layout.previous}/*; do [ -f "$path" ] && echo "previous \${path##*/} $(cat "$path")"; done
for path in ${layout.units}/croft-*; do [ -f "$path" ] && echo "unit \${path##*/}"; done
systemctl list-units 'croft-*@*.service' --state=active,activating,deactivating --plain --no-legend 2>/dev/null | while read -r unit _; do echo "active $unit"; done
sed -n '/^# croft: begin$/,/^# croft: end$/s/^/hosts /p' /etc/hosts
xargs -r -d '\\n' sha256sum 2>/dev/null | sed 's/^/file /'
true`;

/** Asks a server for everything at once. Throws `unavailable` when it cannot be reached. */
export async function gatherFacts(remote: Remote, paths: readonly string[]): Promise<Facts> {
  const out = await remote.run(script, { input: paths.join('\n') });
  return parseFacts(remote.name, out);
}

export function parseFacts(server: string, out: string): Facts {
  const values = new Map<string, string[]>();
  for (const line of out.split('\n')) {
    const at = line.indexOf(' ');
    const key = at === -1 ? line : line.slice(0, at);
    values.set(key, [...(values.get(key) ?? []), at === -1 ? '' : line.slice(at + 1)]);
  }
  const all = (key: string) => values.get(key) ?? [];
  const one = (key: string) => {
    const value = all(key)[0];
    if (value === undefined)
      throw new AppError('unavailable', `${server} does not say its ${key}: is it a Linux with systemd?`);
    return value;
  };
  return {
    server,
    system: one('system'),
    machine: one('machine'),
    systemd: Number(one('systemd')),
    free: Number(one('free')),
    nft: values.has('nft'),
    prometheus: values.has('prometheus'),
    guarded: values.has('guarded'),
    releases: new Set(all('releases')),
    layers: new Set(all('layers')),
    restsOn: new Map(all('rests').map(line => line.split(' ') as [string, string])),
    generations: new Set(all('generations')),
    files: new Map(all('file').map(line => [line.slice(66), line.slice(0, 64)])),
    units: new Set(all('unit')),
    hosts: all('hosts')
      .map(line => `${line}\n`)
      .join(''),
    services: runningServices(all('current'), all('active'), all('previous')),
    unfinished: values.has('unfinished'),
    authorities: [...new Set(all('ca').join('\n').match(PEM))],
    moved: values.has('moved') ? all('moved').join('\n') : undefined,
  };
}

function runningServices(
  current: string[],
  active: string[],
  previous: string[],
): Map<DeployedService, RunningService> {
  const services = new Map<DeployedService, RunningService>();
  const of = (lines: string[], name: string) =>
    lines.find(line => line.startsWith(`${name} `))?.slice(name.length + 1);
  for (const name of deployedServices) {
    const serving = of(current, name);
    const units = active.flatMap(unit => new RegExp(`^croft-${name}@(.+)\\.service$`).exec(unit)?.[1] ?? []);
    if (serving !== undefined || units.length > 0)
      services.set(name, { current: serving, active: units, previous: of(previous, name) });
  }
  return services;
}
