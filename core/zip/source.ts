import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../errors.ts';

/** Where the bytes of an archive are. */
export interface ZipSource {
  readonly size: number;
  /** Exactly so many bytes; throws `invalid` when there are fewer. */
  read(position: number, length: number): Promise<Buffer>;
}

export function damaged(cause?: unknown): AppError {
  return new AppError(
    'invalid',
    'The archive is damaged: it may not have been downloaded or sent whole.',
    cause === undefined ? {} : { cause },
  );
}

export function memorySource(bytes: Buffer): ZipSource {
  return {
    size: bytes.length,
    async read(position, length) {
      if (position + length > bytes.length) throw damaged();
      return bytes.subarray(position, position + length);
    },
  };
}

export async function fileSource(handle: FileHandle): Promise<ZipSource> {
  const { size } = await handle.stat();
  return {
    size,
    async read(position, length) {
      const buffer = Buffer.allocUnsafe(length);
      for (let have = 0; have < length; ) {
        const { bytesRead } = await handle.read(buffer, have, length - have, position + have);
        if (bytesRead === 0) throw damaged();
        have += bytesRead;
      }
      return buffer;
    },
  };
}
