import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Tells systemd how far we are (sd_notify(3)), when it started us; Node has no datagram sockets of its own for that. */
export async function notifySystemd(state: 'ready' | 'standby' | 'stopping'): Promise<void> {
  if (process.env['NOTIFY_SOCKET'] === undefined) return;
  const args = {
    ready: ['--ready', '--status=ready'],
    standby: ['--status=standby'],
    stopping: ['--stopping'],
  }[state];
  await promisify(execFile)('systemd-notify', args);
}
