import { execFileSync } from 'node:child_process';
import { AppError } from '../../core/errors.ts';

/** Arguments that make a new key beside a request. */
export const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Runs openssl in a folder; throws `unavailable` with what it said when it fails. */
export function openssl(cwd: string, ...args: string[]): void {
  try {
    execFileSync('openssl', args, { cwd, stdio: 'pipe' });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    const why = code === 'ENOENT' ? 'it is not installed here' : stderr?.toString().trim();
    throw new AppError('unavailable', `openssl makes the certificates of the servers, but failed: ${why}`);
  }
}
