import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { keepsFiles } from '../inventory/inventory.ts';
import type { DeployedService } from '../inventory/known-services.ts';
import { quote } from '../remote/shell.ts';
import type { Remote } from '../remote/ssh.ts';

/** Milliseconds that a backup may take: proving it loads the whole database once more. */
const BACKUP_MS = 6 * 3_600_000;

/** What `croft backup --json` says of a backup, on the server that made it. */
export interface MadeBackup {
  readonly server: string;
  readonly service: DeployedService;
  /** Path on the server. */
  readonly folder: string;
  /** The moment of which it is, as ISO 8601. */
  readonly taken: string;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  readonly verified: boolean;
}

/** Each service of which servers make backups, with its server. */
export function backedUp({ services }: Inventory): { service: DeployedService; server: string }[] {
  return services.filter(keepsFiles).map(({ name, on }) => ({ service: name, server: on[0]! }));
}

/** Has a server make the backup that its timer makes every night, and waits for it. Throws `unavailable` with what it said when it fails. */
export async function backUpOn(remote: Remote, service: DeployedService): Promise<MadeBackup> {
  const unit = `croft-backup-${service}.service`;
  const { code, out } = await remote.try(
    `systemctl start ${unit}; code=$?
journalctl _SYSTEMD_INVOCATION_ID="$(systemctl show -p InvocationID --value ${unit})" -o cat -n 50 --no-pager
exit $code`,
    { timeout: BACKUP_MS },
  );
  const lines = out.split('\n');
  const said = lines.findLast(line => line.startsWith('{"folder"'));
  if (code === 0 && said !== undefined)
    return { server: remote.name, service, ...(JSON.parse(said) as Omit<MadeBackup, 'server' | 'service'>) };
  const why = lines.findLast(line => line.startsWith('{"error"'));
  const words = why
    ? (JSON.parse(why) as { error: { message: string } }).error.message
    : lines.join('\n').trim();
  throw new AppError(
    'unavailable',
    `${remote.name}: no backup of ${service} was made. ${words || `There is no ${unit}; \`croft apply\` makes it.`}`,
  );
}

/** Copies a backup from its server into a folder here, whole or not at all, and gives its path here. */
export async function fetchBackup(remote: Remote, folder: string, into: string): Promise<string> {
  await mkdir(into, { recursive: true, mode: 0o700 });
  const place = join(into, basename(folder));
  const aside = await mkdtemp(join(into, '.fetching-'));
  try {
    const unpacking = spawn('tar', ['-x', '--no-same-owner', '-C', aside], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const unpacked = once(unpacking, 'close');
    const sending = remote.open(`exec tar -c -C ${quote(folder)} .`);
    const sent = once(sending, 'close');
    let said = '';
    sending.stderr.setEncoding('utf8').on('data', text => {
      said += text;
    });
    sending.stdin.end();
    sending.stdout.pipe(unpacking.stdin).on('error', () => {}); // tar ended, and says so by its exit code
    const codes = [(await sent)[0], (await unpacked)[0]];
    if (codes.some(code => code !== 0))
      throw new AppError('unavailable', `${remote.name}: ${folder} could not be copied here. ${said.trim()}`);
    await rename(aside, place);
    return place;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
