import type { Inventory } from '../inventory/inventory.ts';
import type { SecretSource } from '../inventory/schema.ts';

export type Engine = 'kubernetes' | 'swarm';

const CERTIFICATE_DAYS = 365;

/**
 * A script for sh that gives an engine what the rendered files refer to: the secrets, read from where croft.config.ts says they
 * are kept, and a certificate for the names of all services, of an authority whose key is thrown away.
 */
export function prepareScript({ secrets, services }: Inventory, engine: Engine): string {
  const names = services.map(({ name }) => `DNS:${name}`).join(',');
  const files = Object.entries(secrets).map(([name, source]) => `${read(name, source)} > "$made/${name}"`);
  return `#!/bin/sh
# Made by croft from croft.config.ts. Run it beside that, once and whenever a secret changes or the certificate ends, after
# ${CERTIFICATE_DAYS} days; a new certificate has a new authority, so restart all services then. Needs openssl.
set -eu
umask 077
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
${files.join('\n')}
key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
openssl req -x509 $key -keyout "$made/ca.key" -out "$made/ca.crt" -days 3650 -subj /CN=Croft 2> /dev/null
openssl req $key -keyout "$made/tls.key" -out "$made/request" -subj /CN=croft 2> /dev/null
echo 'subjectAltName=${names}
extendedKeyUsage=serverAuth,clientAuth' > "$made/extensions"
openssl x509 -req -in "$made/request" -CA "$made/ca.crt" -CAkey "$made/ca.key" -CAcreateserial \\
  -days ${CERTIFICATE_DAYS} -extfile "$made/extensions" -out "$made/tls.crt" 2> /dev/null
${engine === 'kubernetes' ? forKubernetes(Object.keys(secrets)) : forSwarm(Object.keys(secrets))}`;
}

function read(name: string, { env, file, command }: SecretSource): string {
  if (env !== undefined) return `printf %s "\${${env}:?secrets.${name} comes from it}"`;
  if (file !== undefined) return `cat -- ${quoted(file)}`;
  return command!.map(quoted).join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function forKubernetes(names: readonly string[]): string {
  const put = (secret: string, files: readonly string[]) =>
    `kubectl create secret generic ${secret} --dry-run=client -o yaml \\
  ${files.map(file => `--from-file="$made/${file}"`).join(' ')} | kubectl apply -f -\n`;
  return put('croft-tls', ['ca.crt', 'tls.crt', 'tls.key']) + (names.length > 0 ? put('croft', names) : '');
}

/** Swarm's secrets cannot change while a service has them: those that exist are left, and said. */
function forSwarm(names: readonly string[]): string {
  return `for name in ${['ca.crt', 'tls.crt', 'tls.key', ...names].join(' ')}; do
  if docker secret inspect "croft_$name" > /dev/null 2>&1; then
    echo "croft_$name is there already; remove it first, with the stack, to have it made anew." >&2
  else
    docker secret create "croft_$name" "$made/$name"
  fi
done
`;
}
