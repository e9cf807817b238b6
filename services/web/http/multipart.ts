import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';

/** A form with files (RFC 7578): of a repeated field the last, and all files under `files`. */
export interface FilesForm {
  readonly files: readonly File[];
  readonly [name: string]: unknown;
}

/** Reads forms with files on the routes of this scope, with what `fetch` reads answers with. `limit` in bytes. */
export function parseMultipart(http: Http, limit: number): void {
  http.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: limit },
    async (request: FastifyRequest, body: Buffer): Promise<FilesForm> => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(new Uint8Array(body), { headers }).formData().catch((error: Error) => {
        throw new AppError('invalid', 'The form cannot be read.', { cause: error });
      });
      const fields: Record<string, unknown> = {};
      const files: File[] = [];
      for (const [name, value] of form) {
        if (typeof value === 'string') fields[name] = value;
        else if (value.size > 0) files.push(value);
      }
      return { ...fields, files };
    },
  );
}
