import { z } from 'zod';
import { AT_ONCE, compressQuickly, WORTH_COMPRESSING } from '../../../core/http/compress.ts';
import { bytesOf, HTML, type Rendered } from './rendered.ts';
import { hashOf } from './stored-page.ts';

const Head = z.object({
  type: z.string(),
  lastModified: z.string().optional(),
  link: z.string().optional(),
  /** Of the body as it was before it was compressed. */
  hash: z.string(),
  /** Undefined for what is too short to be compressed. */
  coding: z.literal('zstd').optional(),
});

/** A page as it is kept, in this process and in the cache that all share: a sixth of its length, and sent as it is to most browsers. */
export interface PackedPage extends z.infer<typeof Head> {
  readonly packed: Buffer;
}

/** Where pages are put together that are packed before anything else happens. */
const scratch = Buffer.allocUnsafeSlow(AT_ONCE);

/** Packs what was rendered: a line of JSON, then the body. */
export async function packPage(page: Rendered): Promise<Buffer> {
  const body = bytesOf(page, size =>
    size < AT_ONCE ? scratch.subarray(0, size) : Buffer.allocUnsafeSlow(size),
  );
  const hash = hashOf(body);
  const coding = body.length < WORTH_COMPRESSING ? undefined : 'zstd';
  const packed = coding === undefined ? body : await compressQuickly(body, coding);
  const { type = HTML, lastModified, link } = page;
  const head: z.infer<typeof Head> = { type, lastModified, link, hash, coding };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), packed]);
}

/** Reads it back without copying the body. Throws for what is no page. */
export function unpackPage(bytes: Uint8Array): PackedPage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf(10);
  return { ...Head.parse(JSON.parse(buffer.toString('utf8', 0, end))), packed: buffer.subarray(end + 1) };
}
