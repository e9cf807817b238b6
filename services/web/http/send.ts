import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Coding, chooseEncoding, SMALLEST } from '../../../core/http/encoding.ts';
import { notModified } from './conditional.ts';
import type { StoredPage, Variant } from './stored-page.ts';

/**
 * Answers with a stored page in the first of these codings that the visitor takes, or 304. Without a wait when the bytes are
 * there, which is the hot path of the site.
 */
export function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  page: StoredPage,
  have: readonly Coding[] = SMALLEST,
): FastifyReply | Promise<FastifyReply> {
  const variant = page.variant(chooseEncoding(request.headers['accept-encoding'], have));
  if (variant instanceof Promise) return variant.then(ready => sendVariant(request, reply, page, ready));
  return sendVariant(request, reply, page, variant);
}

function sendVariant(
  request: FastifyRequest,
  reply: FastifyReply,
  page: StoredPage,
  variant: Variant,
): FastifyReply {
  reply.headers(variant.headers);
  const same = notModified(request.headers, variant.etag, page.etags, page.modified);
  if (same !== undefined) return reply.code(304).header('etag', same).send();
  return reply.send(variant.bytes);
}
