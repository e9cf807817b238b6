import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseEncoding } from '../../../core/http/encoding.ts';
import { notModified } from './conditional.ts';
import type { StoredPage, Variant } from './stored-page.ts';

/** Answers with a stored page, or 304. Without a wait when the bytes are there, which is the hot path of the site. */
export function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  page: StoredPage,
): FastifyReply | Promise<FastifyReply> {
  const variant = page.variant(chooseEncoding(request.headers['accept-encoding']));
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
  if (notModified(request.headers, variant.etag, page.modified)) return reply.code(304).send();
  return reply.send(variant.bytes);
}
