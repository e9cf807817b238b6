import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { AppError } from '../../core/errors.ts';

/** Without anything that differs from one making to the next. */
const SAME = [
  '--sort=name',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u+rwX,go+rX-w',
];

/** GNU tar of some files of a folder, on its output. */
export function tar(
  folder: string,
  what: readonly string[],
  more: readonly string[],
): AsyncDisposable & { output: Readable; finished: Promise<void> } {
  const child = spawn('tar', ['-c', ...SAME, ...more, '-C', folder, ...what], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
  });
  const finished = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve();
      else reject(new AppError('unavailable', `tar failed: ${said.trim()}. A release needs GNU tar.`));
    });
  });
  finished.catch(() => {});
  return {
    output: child.stdout,
    finished,
    async [Symbol.asyncDispose]() {
      child.kill();
    },
  };
}
