import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/**
 * Refuses a form sent from another site (`forbidden`). Every browser since 2020 says where a POST comes from: with
 * Sec-Fetch-Site on HTTPS and localhost, with Origin everywhere. The Origin may be the site's own or the address that this
 * request itself was sent to, so that a first set-up over a local network works before CROFT_URL is set.
 */
export function requireSameOrigin(request: FastifyRequest, origin: string): void {
  if (request.headers['sec-fetch-site'] === 'same-origin') return;
  const from = request.headers.origin;
  if (request.headers['sec-fetch-site'] === undefined && from !== undefined) {
    if (from === origin) return;
    if (URL.canParse(from) && new URL(from).host === request.headers.host) return;
  }
  throw new AppError(
    'forbidden',
    'This form was sent from another site. Open the page here and send it again; programs use the API instead.',
  );
}
