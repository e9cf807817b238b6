import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 10 * 1024 * 1024;

/** The file that `croft logs` reads. */
export function logPath(data: string): string {
  return join(data, 'logs', 'croft.log');
}

/** Appends lines to the log file; at 10 MB it becomes `croft.log.1` and a new one begins. A full disk costs log lines, never the process. */
export function openLogFile(data: string): (text: string) => void {
  const path = logPath(data);
  let fd: number | undefined;
  let size = 0;
  const open = () => {
    mkdirSync(join(data, 'logs'), { recursive: true });
    fd = openSync(path, 'a', 0o600);
    size = fstatSync(fd).size;
  };
  return text => {
    try {
      if (fd === undefined) open();
      size += writeSync(fd!, text);
      if (size < MOST_BYTES) return;
      closeSync(fd!);
      fd = undefined;
      renameSync(path, `${path}.1`);
    } catch {
      fd = undefined;
    }
  };
}
