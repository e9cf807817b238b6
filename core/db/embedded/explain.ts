import { AppError } from '../../errors.ts';

/** What went wrong with the embedded server, in words that say what to do. `output` is what the server printed last. */
export function explain(cause: unknown, dataDir: string, output = ''): AppError {
  if (cause instanceof AppError) return cause;
  const { code, stderr } = (cause ?? {}) as { code?: unknown; stderr?: string };
  const said = (output || stderr || '').trim();
  const own = cause instanceof Error ? cause.message : '';
  const quoted = said === '' ? own && `\n(${own})` : `\nPostgreSQL said:\n${said.replace(/^/gm, '  ')}`;
  return new AppError('unavailable', advice(String(code), said || own, dataDir) + quoted, { cause });
}

function advice(code: string, words: string, dataDir: string): string {
  if (code === 'ENOSPC' || /No space left on device|Disk quota exceeded/.test(words))
    return `The disk that holds ${dataDir} is full. Free some space; nothing that was saved is lost.`;
  if (code === 'EROFS' || /Read-only file system/.test(words))
    return `${dataDir} is on a read-only file system. Point CROFT_DATA to a folder that can be written.`;
  if (code === 'ENOENT')
    // what Node says of a folder that it cannot make on a read-only file system
    return `${dataDir} cannot be made. Is its file system read-only? Point CROFT_DATA to a folder that can be written.`;
  if (code === 'EACCES' || code === 'EPERM' || /Permission denied|wrong ownership/.test(words))
    return `${dataDir} cannot be written by this user. Give the folder to the user that runs croft, or point CROFT_DATA elsewhere.`;
  if (code === 'EBUSY')
    return `${dataDir} is a mount point. Mount the folder above it instead, or point CROFT_DATA elsewhere.`;
  if (/cannot open shared object file|Library not loaded/.test(words))
    return 'PostgreSQL lacks a system library. Install what it names below, or set DATABASE_URL.';
  return `The embedded PostgreSQL in ${dataDir} did not start.`;
}
