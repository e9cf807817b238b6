import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Http } from '../../../../core/http/http.ts';
import { limitByAddress } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import type { Principal } from '../../contract.ts';
import { createFromMicropub } from '../../micropub/create.ts';
import { deleteFromMicropub, undeleteFromMicropub } from '../../micropub/delete.ts';
import { postAddress } from '../../micropub/post-address.ts';
import { type Field, readForm } from '../../micropub/read-form.ts';
import { readJson } from '../../micropub/read-json.ts';
import { invalidRequest, type MicropubRequest } from '../../micropub/request.ts';
import { updateFromMicropub } from '../../micropub/update.ts';
import { callerOf, knowHeader, requireAny } from './caller.ts';
import { keepFiles } from './keep-files.ts';
import { type FilesForm, isMultipart, tokenIn } from './read-multipart.ts';

const bodyLimit = 8_000_000;
const writes = limitByAddress({ burst: 120, perMinute: 240 });

interface Asked {
  readonly caller: Principal;
  readonly request: MicropubRequest;
}

/** `POST /micropub`: makes, changes, deletes and brings back posts, asked for as a form, a form with files or JSON. */
export function writeRoute(http: Http, ctx: ApiContext): void {
  const onRequest = [writes, knowHeader(ctx)];
  http.post('/micropub', { bodyLimit, onRequest, schema: { hide: true } }, async (request, reply) => {
    const { caller, request: asked } = await read(ctx, request);
    return answer(ctx, caller, asked, reply);
  });
}

async function read(ctx: ApiContext, request: FastifyRequest): Promise<Asked> {
  if (isMultipart(request)) {
    const form = request.body as FilesForm;
    const caller = await callerOf(ctx, request, tokenIn(form));
    if (form.some(([, value]) => typeof value !== 'string')) requireAny(caller, 'create', 'draft');
    const fields = await keepFiles(
      ctx,
      form.filter(([name]) => name !== 'access_token'),
    );
    return { caller, request: readForm(fields) };
  }
  if (request.body instanceof URLSearchParams) {
    const fields: Field[] = [...request.body];
    const caller = await callerOf(ctx, request, request.body.get('access_token') ?? undefined);
    return { caller, request: readForm(fields) };
  }
  const caller = await callerOf(ctx, request);
  if (request.body === undefined) throw invalidRequest('The request is empty.');
  return { caller, request: readJson(request.body) };
}

async function answer(
  ctx: ApiContext,
  caller: Principal,
  asked: MicropubRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  const actor = { account: caller.account, address: reply.request.ip };
  switch (asked.action) {
    case 'create': {
      requireAny(caller, 'create', 'draft');
      const post = await createFromMicropub(ctx, caller, asked);
      return reply.code(201).header('location', postAddress(ctx.origin, post)).send();
    }
    case 'update': {
      requireAny(caller, 'update');
      const post = await updateFromMicropub(ctx, actor, asked);
      return moved(reply, asked.url, postAddress(ctx.origin, post));
    }
    case 'delete':
      requireAny(caller, 'delete');
      await deleteFromMicropub(ctx, asked.url, actor);
      return reply.code(204).send();
    default: {
      requireAny(caller, 'undelete');
      const post = await undeleteFromMicropub(ctx, asked.url, actor);
      return moved(reply, asked.url, postAddress(ctx.origin, post));
    }
  }
}

/** 201 with the address when it is another than the client knows, else 204. */
function moved(reply: FastifyReply, known: string, address: string): FastifyReply {
  return new URL(known).pathname.replace(/\/$/, '') === new URL(address).pathname
    ? reply.code(204).send()
    : reply.code(201).header('location', address).send();
}
