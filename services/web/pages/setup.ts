import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../core/errors.ts';
import { requireSameOrigin } from '../../../core/http/origin-check.ts';
import type { WebContext } from '../context.ts';
import { enter } from '../http/enter.ts';
import { HTML } from '../http/rendered.ts';
import { formToken } from '../http/signed-in.ts';
import { visitorOf } from '../http/visitor.ts';
import { type Frame, frameOf } from '../views/frame.ts';
import { claimedView, setupClosedView, setupView } from '../views/setup.ts';

const Code = z.object({ code: z.string().min(1).max(200) });

const Claim = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Say who you are: your name is missing.')
    .max(100, 'At most 100 letters for the name.'),
  siteTitle: z
    .string()
    .trim()
    .max(200, 'At most 200 letters for the title.')
    .transform(title => title || undefined)
    .optional(),
});

/** `GET /setup/CODE`: the form, if the code is the one that was printed. */
export async function showSetup(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const code = readCode(request);
  const [frame, { valid }] = await Promise.all([
    frameFor(web, request),
    web.api.checkSetupCode({ code }, request.call),
  ]);
  return valid ? answer(reply, setupView(frame, { code }).text) : closed(reply, frame);
}

/** `POST /setup/CODE`: makes the sender the owner and shows the first token, once. */
export async function claimSite(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  requireSameOrigin(request, web.origin);
  const code = readCode(request);
  const frame = await frameFor(web, request);
  const claim = Claim.safeParse(request.body);
  if (!claim.success) {
    const typed = request.body as { name?: string; siteTitle?: string } | undefined;
    const problem = claim.error.issues[0]?.message;
    return answer(reply.code(400), setupView(frame, { ...typed, code, problem }).text);
  }
  try {
    const from = visitorOf(web, request);
    const { token, begun } = await web.api.claimOwner({ code, ...claim.data, from }, request.call);
    if (begun) enter(web, reply, begun);
    const named = { ...frame, site: { ...frame.site, title: claim.data.siteTitle ?? frame.site.title } };
    return answer(reply, claimedView(named, { token, formToken: begun && formToken(begun.session) }).text);
  } catch (thrown) {
    if (toAppError(thrown).code !== 'forbidden') throw thrown;
    return closed(reply, frame);
  }
}

function readCode(request: FastifyRequest): string {
  const parsed = Code.safeParse(request.params);
  if (!parsed.success) throw new AppError('not_found', 'There is no page at this address.');
  return parsed.data.code;
}

async function frameFor(web: WebContext, request: FastifyRequest): Promise<Frame> {
  const revision = await web.state.revision(request.call);
  return frameOf(web, await web.state.site(revision, request.call));
}

function closed(reply: FastifyReply, frame: Frame): FastifyReply {
  return answer(reply.code(403), setupClosedView(frame).text);
}

/** The address is a secret and so is the token: neither is kept anywhere, nor told to another site. */
function answer(reply: FastifyReply, body: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .type(HTML)
    .send(body);
}
