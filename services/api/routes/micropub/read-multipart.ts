import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../../core/errors.ts';
import type { Http } from '../../../../core/http/http.ts';
import type { ApiContext } from '../../context.ts';
import { invalidRequest } from '../../micropub/request.ts';
import { headerCaller } from './caller.ts';

/** A form with files, in the order in which it was sent. */
export type FilesForm = readonly (readonly [name: string, value: string | File])[];

/** Bytes of a form of somebody who is not known yet: a client may put its token into the form. */
const STRANGER_LIMIT = 8_000_000;
/** Characters of all fields together. */
const FIELDS_LIMIT = 4_000_000;
const MOST_FIELDS = 1000;
const MOST_FILES = 20;

/**
 * Reads forms with files (RFC 7578) on the routes of this scope, with what `fetch` reads answers with, which is loaded at the first
 * one and not at the start. All files of one request together are at most as large as the largest that is kept.
 */
export function parseMultipart(http: Http, { config }: ApiContext): void {
  http.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, payload: Readable) => {
    const known = headerCaller(request) !== undefined;
    const body = await readBody(payload, known ? config.mediaLimit + FIELDS_LIMIT : STRANGER_LIMIT);
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(body, { headers }).formData().catch(() => {
      throw invalidRequest('The form cannot be read: it is not multipart/form-data, or breaks off.');
    });
    return checked([...form], config.mediaLimit);
  });
}

export function isMultipart({ headers }: FastifyRequest): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

/** The token that a client put into its form. */
export function tokenIn(form: FilesForm): string | undefined {
  const value = form.find(([name]) => name === 'access_token')?.[1];
  return typeof value === 'string' ? value : undefined;
}

async function readBody(payload: Readable, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  // What is too long is left unread, so that the answer still gets to its sender.
  for await (const chunk of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw tooLarge(`The form is longer than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function checked(form: FilesForm, mediaLimit: number): FilesForm {
  const files = form.flatMap(([, value]) => (typeof value === 'string' ? [] : [value]));
  const texts = form.flatMap(([name, value]) => (typeof value === 'string' ? [name + value] : []));
  if (files.length > MOST_FILES) throw tooLarge(`There are more than ${MOST_FILES} files.`);
  if (files.some(file => file.size > mediaLimit))
    throw tooLarge(`A file is longer than ${mediaLimit} bytes.`);
  if (texts.length > MOST_FIELDS) throw tooLarge(`There are more than ${MOST_FIELDS} fields.`);
  if (texts.reduce((sum, text) => sum + text.length, 0) > FIELDS_LIMIT)
    throw tooLarge(`The fields are longer than ${FIELDS_LIMIT} characters.`);
  return form;
}

export function tooLarge(message: string): AppError {
  return new AppError('invalid', message, { reason: 'too_large' });
}
