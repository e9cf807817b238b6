import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Cluster, openCluster } from '../cluster.ts';
import { readInventory } from '../inventory/read-inventory.ts';

/** Runs what is to run on a server here, with the folders of that server in one of its own; its tools too, as they stand there. */
const SSH = String.raw`#!/bin/bash
set -o pipefail
host=
while [ $# -gt 1 ]; do [ "$2" = -- ] && host=$1; shift; done
export CROFT_FAKE=$CROFT_FAKES/$host
[ -d "$CROFT_FAKE" ] && [ ! -e "$CROFT_FAKE/away" ] || { echo "connect to host $host: no route" >&2; exit 255; }
move() { sed -E "s#(^|[^A-Za-z0-9_.-])/(etc|opt|run|var/lib|usr/local/lib)/#\1$CROFT_FAKE/\2/#g; s#/usr/sbin/nft#nft#g"; }
for tool in $(grep -L "$CROFT_FAKE" "$CROFT_FAKE"/usr/local/lib/croft/* 2>/dev/null); do
  move <"$tool" >"$CROFT_FAKE/tool" && cat "$CROFT_FAKE/tool" >"$tool"
done
eval "$(printf %s "$1" | move)" | sed -u "s#$CROFT_FAKE##g"
`;

const BIN: Record<string, string> = {
  ssh: SSH,
  // Units that are active are lines of a file; one whose secrets are wrong does not start.
  systemctl: `#!/bin/bash
active=$CROFT_FAKE/active
exec 5>>"$active.lock"; flock 5
words=(); for word in "$@"; do case $word in -*) ;; *) words+=("$word") ;; esac; done
begin() {
  for unit in "$@"; do
    generation=\${unit#*@}
    grep -qs wrong "$CROFT_FAKE/etc/croft/generations/\${generation%.service}/credentials/DATABASE_URL" && return 1
    grep -qxF "$unit" $active || echo "$unit" >>$active
    [ "$unit" != croft-firewall.service ] || touch "$CROFT_FAKE/guarded"
  done
}
case $1 in --version) echo 'systemd 252 (252)'; exit ;; esac
case \${words[0]} in
  start | restart | reload-or-restart) begin "\${words[@]:1}" ;;
  stop) for unit in "\${words[@]:1}"; do
    grep -vE "^$(printf %s "$unit" | sed 's/[.]/[.]/g; s/[*]/.*/g')$" $active >$active.new; mv $active.new $active; done ;;
  is-active) for unit in "\${words[@]:1}"; do grep -qxF "$unit" $active && exit; done; exit 3 ;;
  is-enabled) [ -e "$CROFT_FAKE/guarded" ] ;;
  list-units) grep '@' $active; true ;;
  show) echo 'active running ready' ;;
esac
`,
  // What is to run later does not.
  'systemd-run':
    '#!/bin/bash\nwhile [[ $1 == -* ]]; do case $1 in --on-active* | --unit=*-close) exit ;; esac; shift; done\nexec "$@"\n',
  journalctl: '#!/bin/sh\ncat "$CROFT_FAKE/journal" 2>/dev/null; true\n',
  nft: '#!/bin/sh\ncase $* in *croft) [ -e "$CROFT_FAKE/guarded" ] ;; *) [ -e "$CROFT_FAKE/nft" ] ;; esac\n',
  // Of tools, which were changed to stand here, it tells what they would be there.
  xargs: String.raw`#!/bin/bash
paths=$(cat)
grep -v /usr/local/lib/croft/ <<<"$paths" | sed "s#^#$CROFT_FAKE#" | /usr/bin/xargs -d '\n' sha256sum 2>/dev/null
for path in $(grep /usr/local/lib/croft/ <<<"$paths"); do
  [ ! -f "$CROFT_FAKE$path" ] || echo "$(sed "s#$CROFT_FAKE##g" "$CROFT_FAKE$path" | sha256sum | cut -d' ' -f1)  $path"
done
`,
};
const NOTHING = ['chgrp', 'chown', 'systemd-sysusers', 'systemd-tmpfiles'];

/** Why there can be no such servers here; false when there can. */
export function noFakeServers(): string | false {
  const needed = ['openssl', 'flock', 'bash'];
  const missing = needed.filter(program => spawnSync(program, ['--version']).error !== undefined);
  return missing.length > 0 && `${missing.join(' and ')} not installed`;
}

export interface FakeServers {
  /** Where croft.config.ts would be. */
  readonly directory: string;
  /** The cluster as one machine that deploys has it, with a folder of its own when it is another. */
  cluster(services?: object, more?: { directory?: string; secret?: string }): Promise<Cluster>;
  /** A path of a server as it is here. */
  path(server: string, path: string): string;
  /** The text of a file of a server. */
  read(server: string, path: string): string;
  write(server: string, path: string, content: string): void;
  /** Names of units that are active there. */
  active(server: string): string[];
  /** A release that is installed there, and known to a machine that deploys. */
  release(id: string, directory?: string): void;
}

/** Servers one and two in folders of this machine: what is run on them by ssh is run here, and nothing of theirs is a process. */
export function fakeServers(t: TestContext): FakeServers {
  const folder = mkdtempSync(join(tmpdir(), 'croft-fake-'));
  const before = { ...process.env };
  t.after(() => {
    rmSync(folder, { recursive: true });
    for (const name of ['PATH', 'HOME', 'CROFT_FAKES'] as const) process.env[name] = before[name];
  });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, text] of [
    ...Object.entries(BIN),
    ...NOTHING.map(name => [name, '#!/bin/sh\n'] as const),
  ]) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  process.env['PATH'] = `${bin}:${process.env['PATH']}`;
  process.env['HOME'] = folder;
  process.env['CROFT_FAKES'] = folder;
  const addresses: Record<string, string> = { one: '10.0.0.1', two: '10.0.0.2' };
  const path = (server: string, inside: string) => join(folder, addresses[server]!, inside);
  const write = (server: string, inside: string, content: string) => {
    mkdirSync(dirname(path(server, inside)), { recursive: true });
    writeFileSync(path(server, inside), content);
  };
  for (const server of Object.keys(addresses)) {
    for (const place of [
      'opt/croft/releases',
      'run/croft-deploy',
      'etc/systemd/system/multi-user.target.wants',
      'usr/local/lib/croft',
    ])
      mkdirSync(path(server, place), { recursive: true });
    write(server, 'etc/os-release', 'ID=debian\nVERSION_ID=12\n');
    write(server, 'etc/hosts', '127.0.0.1 localhost\n');
    write(server, 'active', '');
  }
  const home = join(folder, 'operator');
  return {
    directory: home,
    path,
    write,
    read: (server, inside) => readFileSync(path(server, inside), 'utf8'),
    active: server => readFileSync(path(server, 'active'), 'utf8').split('\n').filter(Boolean),
    cluster(services = {}, { directory = home, secret = 'postgres://croft@db/croft' } = {}) {
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'database'), secret);
      const servers = Object.fromEntries(
        Object.entries(addresses).map(([name, address]) => [name, { address }]),
      );
      const secrets = { DATABASE_URL: { file: 'database' } };
      return openCluster({
        directory,
        inventory: readInventory({ servers, services, secrets })!,
        written: { server: { url: 'https://example.org' } },
        publicPort: 8080,
      });
    },
    release(id, directory = home) {
      const releases = join(directory, '.croft', 'releases');
      mkdirSync(join(releases, 'layers'), { recursive: true });
      const made = existsSync(releases) ? readdirSync(releases).length : 0;
      const manifest = {
        ...{ id, version: '1', created: new Date(1_700_000_000_000 + made * 1000).toISOString() },
        ...{ layer: `a${id.slice(1)}`, machine: 'x86_64', archive: '', layerArchive: '' },
        ...{ contracts: {}, migrations: {} },
      };
      writeFileSync(join(releases, `${id}.json`), JSON.stringify(manifest));
      writeFileSync(join(releases, `${id}.tar.gz`), '');
      writeFileSync(join(releases, 'layers', `${manifest.layer}.tar.gz`), '');
      for (const server of Object.keys(addresses)) {
        mkdirSync(path(server, `opt/croft/releases/${id}`), { recursive: true });
        mkdirSync(path(server, `opt/croft/layers/${manifest.layer}`), { recursive: true });
      }
    },
  };
}
