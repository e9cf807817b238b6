import { once } from 'node:events';
import { AppError } from '../../core/errors.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { layout } from '../layout.ts';
import { quote } from '../remote/shell.ts';
import type { Remote } from '../remote/ssh.ts';

const COPY_MS = 3_600_000;

/** The files of a service on a server: size and time of each, by its path in the data directory. */
export type Listing = ReadonlyMap<string, string>;

/** A script that lists the files of folders, for `readListing`. */
export function listScript(service: DeployedService, folders: readonly string[]): string {
  const names = folders.map(quote).join(' ');
  return `cd ${layout.state}/${service} 2>/dev/null || exit 0
for folder in ${names}; do [ ! -e "$folder" ] || find "$folder" -type f -printf '%s %T@ %p\\0'; done`;
}

export function readListing(out: string): Listing {
  return new Map(
    out
      .split('\0')
      .filter(Boolean)
      .map(entry => {
        const [size, time, ...path] = entry.split(' ');
        return [path.join(' '), `${size} ${time}`];
      }),
  );
}

/**
 * Makes the files of a service on one server the same as on another: sends those that differ, removes those that are gone. Run while
 * the service still serves it does nearly everything, and run again when it has ended it takes a moment.
 */
export async function copyState(
  from: { readonly remote: Remote; readonly files: Listing },
  to: { readonly remote: Remote; readonly files: Listing },
  service: DeployedService,
): Promise<void> {
  const differing = [...from.files].filter(([path, how]) => to.files.get(path) !== how).map(([path]) => path);
  const gone = [...to.files.keys()].filter(path => !from.files.has(path));
  const place = `${layout.state}/${service}`;
  if (gone.length > 0) await to.remote.run(`cd ${place} && xargs -0 rm -f`, { input: gone.join('\0') });
  if (differing.length === 0) return;
  // Through this machine, which alone may log in to both.
  const reading = from.remote.open(
    `cd ${place} && exec tar -c --format=posix --null -T - --ignore-failed-read`,
  );
  let said = '';
  reading.stderr.setEncoding('utf8').on('data', text => {
    said += text;
  });
  reading.stdin.end(differing.join('\0'));
  const read = once(reading, 'close');
  await to.remote.run(
    `mkdir -p ${place} && cd ${place} && tar -x --no-same-owner && chown -R croft-${service}:croft-${service} ${place} && chmod 700 ${place}`,
    { input: reading.stdout, timeout: COPY_MS },
  );
  const [code] = await read;
  // 1 is a file that changed while it was read, which the next round sends again.
  if (code !== 0 && code !== 1)
    throw new AppError(
      'unavailable',
      `${from.remote.name}: the files of ${service} cannot be read: ${said.trim()}`,
    );
}
