import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '../../../../core/rpc/contract.ts';
import type { apiContract } from '../../contract.ts';
import { persist } from '../run.ts';

/** Bytes of a call. */
const PIECE = 4 * 1024 * 1024;

/** Sends a media file of an export, piece by piece. False when it is there already. */
export async function sendMedia(
  api: Pick<Client<typeof apiContract>, 'importMedia'>,
  directory: string,
  file: string,
  dryRun: boolean,
): Promise<boolean> {
  const path = `/${file}`;
  const { size: bytes } = await stat(join(directory, file));
  const { here } = await persist(() => api.importMedia({ path, bytes }));
  if (here || dryRun) return !here;
  let at = 0;
  for await (const chunk of createReadStream(join(directory, file), { highWaterMark: PIECE })) {
    const data = chunk as Buffer<ArrayBuffer>;
    const piece = { at, data };
    await persist(() => api.importMedia({ path, bytes, piece }));
    at += data.length;
  }
  return true;
}
