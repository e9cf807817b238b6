import { once } from 'node:events';
import { AppError } from '../../core/errors.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { layout } from '../layout.ts';
import { quote } from '../remote/shell.ts';
import type { Remote } from '../remote/ssh.ts';

const COPY_MS = 3_600_000;

/** Each file with its size and time, so that one that changed is seen. */
function listing(service: DeployedService, folders: readonly string[]): string {
  const names = folders.map(quote).join(' ');
  return `cd ${layout.state}/${service} 2>/dev/null || exit 0
for folder in ${names}; do [ -e "$folder" ] && find "$folder" -type f -printf '%s %T@ %p\\0'; done
true`;
}

/**
 * Makes the files of a service on one server the same as on another, and sends only what differs; gives how many. Run while the
 * service still serves it does nearly everything, and run again when it has ended it takes a moment.
 */
export async function copyState(
  from: Remote,
  to: Remote,
  service: DeployedService,
  folders: readonly string[],
): Promise<number> {
  if (folders.length === 0) return 0;
  const [there, here] = await Promise.all([list(from), list(to)]);
  const differing = [...there].filter(([path, how]) => here.get(path) !== how).map(([path]) => path);
  const gone = [...here.keys()].filter(path => !there.has(path));
  const place = `${layout.state}/${service}`;
  if (differing.length > 0) await send(differing);
  if (gone.length > 0) await to.run(`cd ${place} && xargs -0 rm -f`, { input: gone.join('\0') });
  if (differing.length > 0)
    await to.run(`chown -R croft-${service}:croft-${service} ${place} && chmod 700 ${place}`);
  return differing.length + gone.length;

  async function list(remote: Remote): Promise<Map<string, string>> {
    const out = await remote.run(listing(service, folders));
    const entries = out.split('\0').filter(Boolean);
    return new Map(
      entries.map(entry => {
        const [size, time, ...path] = entry.split(' ');
        return [path.join(' '), `${size} ${time}`];
      }),
    );
  }

  /** From there to here through this machine, which alone may log in to both. */
  async function send(paths: readonly string[]): Promise<void> {
    const reading = from.open(`cd ${place} && exec tar -c --null -T - --ignore-failed-read`);
    let said = '';
    reading.stderr.setEncoding('utf8').on('data', text => {
      said += text;
    });
    reading.stdin.end(paths.join('\0'));
    const read = once(reading, 'close');
    await to.run(`mkdir -p ${place} && cd ${place} && exec tar -x --no-same-owner`, {
      input: reading.stdout,
      timeout: COPY_MS,
    });
    const [code] = await read;
    // 1 is a file that changed while it was read, which the next round sends again.
    if (code !== 0 && code !== 1)
      throw new AppError(
        'unavailable',
        `${from.name}: the files of ${service} cannot be read: ${said.trim()}`,
      );
  }
}
