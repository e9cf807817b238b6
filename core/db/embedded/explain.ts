import { AppError } from '../../errors.ts';

/** What went wrong with the embedded server, in words that say what to do. `output` is what the server printed last. */
export function explain(cause: unknown, dataDir: string, output = ''): AppError {
  if (cause instanceof AppError) return cause;
  const { code, stderr } = (cause ?? {}) as { code?: unknown; stderr?: string };
  const words = [output, stderr, cause instanceof Error && cause.message].filter(Boolean).join('\n').trim();
  return new AppError('unavailable', `${advice(String(code), words, dataDir)}${lastWords(words)}`, { cause });
}

function advice(code: string, words: string, dataDir: string): string {
  if (code === 'ENOSPC' || /No space left on device|Disk quota exceeded/.test(words))
    return `The disk that holds ${dataDir} is full. Free some space; nothing that was saved is lost.`;
  if (code === 'EROFS' || /Read-only file system/.test(words))
    return `${dataDir} is on a read-only file system. Point CROFT_DATA to a folder that can be written.`;
  if (code === 'EACCES' || code === 'EPERM' || /Permission denied|wrong ownership/.test(words))
    return `${dataDir} cannot be written by this user. Give the folder to the user that runs croft, or point CROFT_DATA elsewhere.`;
  if (code === 'EBUSY')
    return `${dataDir} is a mount point. Mount the folder above it instead, or point CROFT_DATA elsewhere.`;
  if (/cannot open shared object file|Library not loaded/.test(words))
    return 'PostgreSQL lacks a system library. Install what it names below, or set DATABASE_URL.';
  return `The embedded PostgreSQL in ${dataDir} did not start.`;
}

function lastWords(words: string): string {
  return words === '' ? '' : `\nPostgreSQL said:\n${words.replace(/^/gm, '  ')}`;
}
