import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse, stringify } from 'yaml';

/**
 * What prepare.sh asks of kubectl, for podman: `create secret generic NAME … --from-file=PATH` prints a Secret as kubectl does, and
 * `apply -f -` makes it. Podman 4.3 puts the text of `data` into files as it stands, not what it encodes, and by its keys, not by the
 * `items` of a volume: so both are made here what a pod shall find.
 */
const [verb, , , name, ...options] = process.argv.slice(2);

if (verb === 'create') {
  const files = options.filter(option => option.startsWith('--from-file=')).map(option => option.slice(12));
  const data = Object.fromEntries(files.map(path => [basename(path), readFileSync(path, 'base64')]));
  process.stdout.write(stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, data }));
} else {
  const secret = parse(readFileSync(0, 'utf8')) as {
    metadata: { name: string };
    data: Record<string, string>;
  };
  const data = Object.entries(secret.data).map(([key, value]) => [
    key.replace(/^tls\./, 'server.'),
    Buffer.from(value, 'base64').toString(),
  ]);
  const file = `${secret.metadata.name}.yaml`;
  writeFileSync(file, stringify({ ...secret, data: Object.fromEntries(data) }), { mode: 0o600 });
  execFileSync('podman', ['secret', 'create', secret.metadata.name, file]);
  rmSync(file);
}
