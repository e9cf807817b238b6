import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';
import { readParts } from './read-parts.ts';

/** A form (RFC 7578) with a file at its end: the fields before it by their names, and the file as it comes. */
export interface FileForm {
  readonly file?: { readonly name: string; readonly content: AsyncIterable<Uint8Array> };
  readonly [field: string]: unknown;
}

const rests = new WeakMap<FastifyRequest, () => void>();

/** Reads forms with a large file on the routes of this scope: what stands before the file is read, and the handler reads the file. */
export function parseFileForms(http: Http): void {
  http.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, payload: Readable) => {
    const [, quoted, plain] =
      /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(request.headers['content-type'] ?? '') ?? [];
    const boundary = quoted ?? plain;
    if (boundary === undefined) throw new AppError('invalid', 'The form cannot be read: it has no boundary.');
    const chunks = payload.iterator({ destroyOnReturn: false });
    rests.set(request, () => {
      // A browser takes an answer only when all that it sends has been taken.
      void chunks.return?.().then(() => payload.resume());
    });
    return readForm(chunks, boundary);
  });
  http.addHook('onResponse', async request => rests.get(request)?.());
}

async function readForm(chunks: AsyncIterator<Uint8Array>, boundary: string): Promise<FileForm> {
  const fields: Record<string, unknown> = {};
  for await (const part of readParts(chunks, boundary)) {
    if (part.file !== undefined) return { ...fields, file: { name: part.file, content: part.content } };
    fields[part.name] = await part.text();
  }
  return fields;
}
