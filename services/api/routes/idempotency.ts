import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../../../core/errors.ts';
import { sessionOf } from '../../../core/http/cookies.ts';
import type { Http } from '../../../core/http/http.ts';
import { createSecretBox } from '../../../core/secret-box.ts';
import type { ApiContext } from '../context.ts';
import { claimKeptAnswer, type KeyedRequest, keepAnswer, releaseKey } from '../store/kept-answers.ts';
import { findCaller } from './caller.ts';
import { readUpload } from './media/upload-media.ts';
import { KeyHeaders } from './posts/schemas.ts';

const HEADER = 'idempotency-key';
/** Those that are a part of the answer. */
const KEPT_HEADERS = ['content-type', 'location', 'etag', 'cache-control'] as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answers of this route are kept for whoever sends an Idempotency-Key. */
    keyed?: true;
  }
}

interface Kept {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * Makes every write that is added to `http` from now on take an Idempotency-Key
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/): a repetition within a day gets the answer of
 * the first and does nothing. Only what succeeded is kept; what was refused may be asked again. A route whose headers name the
 * key already sees to it itself.
 */
export function keepAnswers(http: Http, ctx: ApiContext): void {
  const claims = new WeakMap<FastifyRequest, KeyedRequest & { box: ReturnType<typeof createSecretBox> }>();

  http.addHook('onRoute', route => {
    const headers = route.schema?.headers as z.ZodObject | undefined;
    if (!isWrite(route) || (headers !== undefined && HEADER in headers.shape)) return;
    // What the schema does not name is needed too: who asks, and with which browser.
    route.schema = { ...route.schema, headers: KeyHeaders.extend(headers?.shape ?? {}).loose() };
    route.config = { ...route.config, keyed: true };
  });

  http.addHook('preHandler', async (request, reply) => {
    const given = request.headers[HEADER];
    if (typeof given !== 'string' || !request.routeOptions.config.keyed) return;
    const secret = request.headers.authorization ?? sessionOf(request, ctx.origin) ?? '';
    const { key } = ctx.conversation;
    const asked = key.mac('asked', secret, request.method, request.url, await digest(request));
    const caller = (await findCaller(ctx, request))?.account ?? asked.toString('base64url');
    const box = createSecretBox(key.mac('kept answer', caller, given, secret));
    const claim = { caller, key: key.mac('idempotency', given), request: asked };
    const earlier = await claimKeptAnswer(ctx.db, claim);
    if (earlier === undefined) return void claims.set(request, { ...claim, box });
    if (!earlier.request.equals(asked)) throw mismatch();
    if (earlier.answer === null) throw underWay();
    return repeat(reply, JSON.parse(box.open(earlier.answer, caller)) as Kept);
  });

  http.addHook('onSend', async (request, reply, payload) => {
    const claim = claims.get(request);
    if (claim === undefined) return payload;
    claims.delete(request);
    const done = reply.statusCode >= 200 && reply.statusCode < 300;
    if (done)
      await keepAnswer(ctx.db, claim, claim.box.seal(JSON.stringify(kept(reply, payload)), claim.caller));
    else await releaseKey(ctx.db, claim);
    return payload;
  });
}

function isWrite({ method }: RouteOptions): boolean {
  return [method].flat().every(one => one !== 'GET' && one !== 'HEAD');
}

/** Of what is sent. A form is taken by its parts, since the lines between them are new each time. */
async function digest(request: FastifyRequest): Promise<string> {
  const hash = createHash('sha256');
  if (Buffer.isBuffer(request.body)) {
    const { data, ...about } = await readUpload(request);
    hash.update(JSON.stringify(about)).update(data);
  } else if (request.body instanceof Readable) {
    // It is read by whoever answers, and only once: what is told of it beforehand has to do.
    hash.update(String(request.headers['content-length']));
  } else hash.update(JSON.stringify(request.body ?? null));
  return hash.digest('hex');
}

function kept(reply: FastifyReply, payload: unknown): Kept {
  const headers = KEPT_HEADERS.flatMap(name => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers) as Kept['headers'],
    body: typeof payload === 'string' ? payload : '',
  };
}

function repeat(reply: FastifyReply, { status, headers, body }: Kept): FastifyReply {
  reply.code(status).headers(headers);
  return body === '' ? reply.send() : reply.serializer((text: unknown) => text as string).send(body);
}

function mismatch(): AppError {
  return new AppError(
    'conflict',
    'This Idempotency-Key was used for another request, or with another token. Use a new key for each request.',
    { reason: 'idempotency_mismatch' },
  );
}

function underWay(): AppError {
  return new AppError(
    'conflict',
    'The first request with this Idempotency-Key is still under way. Ask again for its answer.',
    { reason: 'idempotency_under_way', retryAfter: 1 },
  );
}
