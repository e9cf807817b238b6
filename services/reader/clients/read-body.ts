import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import type { Http } from '../../../core/http/http.ts';

/** 10,000 ids in their longest form are 600,000 bytes. */
const BODY_LIMIT = 4_000_000;

/** Takes every body as bytes: apps name the wrong type for what they send, or none. */
export function takeAnyBody(http: Http): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  );
}

export function bodyText(request: FastifyRequest): string {
  return Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
}

/** The fields of the address. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?').slice(1).join('?'));
}

/** The fields of the body, a form of either kind. Throws `invalid` for a broken one. */
export async function formOf(request: FastifyRequest): Promise<URLSearchParams> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data/i.test(type)) return new URLSearchParams(bodyText(request));
  try {
    const body = new Response(request.body as Buffer<ArrayBuffer>, { headers: { 'content-type': type } });
    const fields = [...(await body.formData())].filter(field => typeof field[1] === 'string');
    return new URLSearchParams(fields as [string, string][]);
  } catch (error) {
    throw new AppError('invalid', 'The form is broken.', { cause: error });
  }
}

/** The fields of the address, and behind them those of the body. */
export async function fieldsOf(request: FastifyRequest): Promise<URLSearchParams> {
  return new URLSearchParams([...queryOf(request), ...(await formOf(request))]);
}
