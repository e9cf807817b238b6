import { NODE_FLAGS } from '../../core/node-flags.ts';
import type { ServicePlace } from '../inventory/inventory.ts';
import { layout, loadedCredentials } from '../layout.ts';
import { quote } from '../remote/shell.ts';

/** The shell line that runs a command of Croft on a server, as the user of a service and with its secrets. */
export function commandOf(service: ServicePlace, generation: string, words: readonly string[]): string {
  const here = `${layout.generations}/${generation}`;
  const properties = [
    `User=croft-${service.name}`,
    `Group=croft-${service.name}`,
    'SupplementaryGroups=croft',
    `WorkingDirectory=${here}`,
    ...loadedCredentials(service.secrets, here),
  ].flatMap(property => ['-p', property]);
  const run = [`${here}/release/node`, ...NODE_FLAGS, `${here}/release/cli/croft.js`];
  const environment = `CROFT_RUN=${layout.run} CROFT_TLS="$CREDENTIALS_DIRECTORY" CROFT_DATA=${layout.state}/${service.name}`;
  const line = `${environment} exec ${[...run, ...words].map(quote).join(' ')}`;
  return `exec systemd-run --quiet --collect --wait --pipe ${properties.map(quote).join(' ')} sh -c ${quote(line)}`;
}
