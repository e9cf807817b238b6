import { once } from 'node:events';
import { hostname, userInfo } from 'node:os';
import { createInterface } from 'node:readline';
import { AppError } from '../../core/errors.ts';
import { hostScript } from '../host/tools.ts';
import { quote } from '../remote/shell.ts';
import { type Remote, SSH_FAILED } from '../remote/ssh.ts';

const BEAT_MS = 5_000;

/**
 * The right to change a server, held by a process there for as long as the line to here lives: whoever dies or is cut off loses
 * it within 20 s. Once armed, what was not finished by then is undone there (`host/revert.sh`).
 */
export interface Lock extends AsyncDisposable {
  /** From now on, what this deployment switches is undone unless it is finished. */
  arm(): void;
  /** Everything is as it should be: nothing is to be undone any more. */
  finish(): Promise<void>;
  /** Throws when the line was lost. */
  check(): void;
}

/** Throws `conflict` naming whoever has it, and `unavailable` when the server is not reached. */
export async function lockServer(remote: Remote): Promise<Lock> {
  const child = remote.open(`exec bash -c ${quote(hostScript('lock'))}`);
  let said = '';
  let lost: string | undefined;
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
  });
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout });
  const next = once(lines, 'line');
  const ended = once(child, 'close').then(([code]) => {
    lost = `the line to ${remote.name} was lost`;
    return code as number | null;
  });
  child.stdin.write(
    `${userInfo().username} at ${hostname()}, process ${process.pid}, since ${new Date().toISOString()}\n`,
  );
  const code = await Promise.race([next.then(() => undefined), ended]);
  if (code !== undefined) {
    if (code === 75)
      throw new AppError(
        'conflict',
        `${remote.name} is being changed by ${said.trim()}. Wait for it to end; it loses its hold within 20 s of its end.`,
      );
    if (code === SSH_FAILED) throw remote.unreached(said);
    throw new AppError('unavailable', `${remote.name} cannot be locked: ${said.trim()}`);
  }
  const beat = setInterval(() => child.stdin.write('beat\n'), BEAT_MS);
  const check = () => {
    if (lost !== undefined)
      throw new AppError(
        'unavailable',
        `${lost}. What was not finished is undone there within a minute; run the same command again.`,
      );
  };
  return {
    arm: () => void child.stdin.write('arm\n'),
    async finish() {
      const answer = once(lines, 'line');
      child.stdin.write('done\n');
      await Promise.race([answer, ended]);
      check();
    },
    check,
    async [Symbol.asyncDispose]() {
      clearInterval(beat);
      child.stdin.end('quit\n');
      await ended;
    },
  };
}
