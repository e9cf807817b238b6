import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { ApiContext } from '../../context.ts';
import type { Post } from '../../contract.ts';
import { readRevision } from '../../store/revision.ts';

/** The entity tag of a post (RFC 9110, section 8.8.3). */
export function postTag(post: Post): string {
  // The HTML is made anew when the renderer has changed, and the version stays what its writers know.
  return `"${post.id.slice(0, 8)}-${post.version ?? 0}-${crc32(post.html).toString(36)}"`;
}

/** The entity tag of what has no version of its own: a hash of what is told of it. */
export function tagOf(told: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 22)}"`;
}

/** The headers that make a change depend on what is there. */
export const ConditionHeaders = z.object({
  'if-match': z
    .string()
    .max(1000)
    .optional()
    .describe('ETag that this was read with; 412 when it has changed since'),
});

/**
 * What If-Match, or an If-None-Match of `*`, makes a change wait for (RFC 9110, section 13.2.2): a function that is called with
 * what is told of the thing as it is, while nobody else can change it, and throws `precondition_failed`. Undefined without
 * either header. Throws `invalid`.
 */
export function precondition(headers: {
  'if-match'?: string | undefined;
  'if-none-match'?: string | undefined;
}): ((now: unknown) => void) | undefined {
  const [match, noneMatch] = [headers['if-match'], headers['if-none-match']?.trim()];
  if (noneMatch !== undefined && noneMatch !== '*')
    throw new AppError('invalid', 'For a change If-None-Match may only be *: when there is nothing yet.');
  const asked = tagsOf(match);
  if (match === undefined && noneMatch === undefined) return undefined;
  return now => {
    const there = now !== undefined;
    if (noneMatch === '*' && there) throw preconditionFailed('There is something here already.', now);
    if (match !== undefined && !there) throw preconditionFailed('There is nothing here any more.', now);
    if (asked && !asked.includes(tagOf(now)))
      throw preconditionFailed('It was changed since you read it. Read it again, then decide.', now);
  };
}

export function preconditionFailed(message: string, now: unknown): AppError {
  return new AppError('conflict', message, {
    reason: 'precondition_failed',
    ...(now === undefined ? {} : { details: { current: now } }),
  });
}

/** Whether If-None-Match names the tag, compared weakly (RFC 9110, section 13.1.2). */
export function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const strip = (text: string) => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some(one => strip(one) === strip(tag));
}

/**
 * For an answer made of what everybody may see: gives it the site's revision as its entity tag, and says whether the asker has
 * it already.
 */
export async function unchanged(
  ctx: Pick<ApiContext, 'db'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const etag = `W/"${await readRevision(ctx.db)}"`;
  reply.headers({ etag, vary: 'authorization, cookie', 'cache-control': 'no-cache' });
  return matches(request.headers['if-none-match'], etag);
}

/** The version that If-Match asks for (RFC 9110, section 13.1.1); undefined without the header or for `*`. Throws `invalid`. */
export function versionAsked(header: string | undefined, post: Post): number | undefined {
  const asked = tagsOf(header);
  if (asked === undefined) return undefined;
  return asked.includes(postTag(post)) ? post.version : -1;
}

/** The entity tags of an If-Match header; undefined without one and for `*`. Throws `invalid`. */
function tagsOf(header: string | undefined): string[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const asked = header.split(',').map(one => one.trim());
  if (asked.some(one => !/^(W\/)?"[^"]*"$/.test(one)))
    throw new AppError('invalid', 'If-Match must hold the ETag that this was read with, in its quotes.');
  return asked;
}

/** The entity tag of a comment, for its writer. */
export function commentTag({ id, version }: { id: string; version: number }): string {
  return `"${id.slice(0, 8)}-${version}"`;
}

/** The versions of a comment that If-Match asks for, and no other is changed; undefined for any. Throws `invalid`. */
export function commentVersionAsked(header: string | undefined, id: string): number | undefined {
  const asked = tagsOf(header);
  if (asked === undefined) return undefined;
  const [, own, version] = /^"([0-9a-f]{8})-(\d{1,9})"$/.exec(asked[0]!) ?? [];
  return own === id.slice(0, 8) ? Number(version) : -1;
}

/** The entity tag of a working copy; at version 0 there is none yet. */
export function copyTag(version: number): string {
  return `"copy-${version}"`;
}

/** The version of a working copy that If-Match asks for. Throws `invalid`. */
export function copyVersionAsked(header: string | undefined): number | undefined {
  const asked = tagsOf(header);
  return asked && Number(/^"copy-(\d{1,9})"$/.exec(asked[0]!)?.[1] ?? -1);
}

/**
 * Runs a change that If-Match may make depend on what is there. When that is something else by now, the refusal is 412 (RFC 9110,
 * section 15.5.13), with the same details as `changed_since`.
 */
export async function conditionally<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof AppError) || error.reason !== 'changed_since') throw error;
    throw new AppError('conflict', error.message, {
      reason: 'precondition_failed',
      details: error.details,
    });
  }
}

export function notModified(reply: FastifyReply): FastifyReply {
  return reply.code(304).send();
}
