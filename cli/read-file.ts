import { readFile } from 'node:fs/promises';
import { AppError } from '../core/errors.ts';

/** A file that a person names. Throws `invalid` when it cannot be read. */
export async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'There is no such file' : `It cannot be read (${code})`;
    throw new AppError('invalid', `${file}: ${why}.`, { cause: error });
  }
}

/** UTF-8 unless a byte order mark or the XML declaration says something else that is known. */
export function toText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const label = /^<\?xml[^>]*?encoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
