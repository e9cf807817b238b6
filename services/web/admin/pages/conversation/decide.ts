import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../../core/errors.ts';
import { DecisionAction } from '../../../../api/contract.ts';
import { count } from '../../../views/format.ts';
import { type AdminRequest, actorOf, goTo } from '../../admin-page.ts';
import { Back } from '../../views/conversation/paths.ts';

/** A button beside one response, or one under the list for all that are ticked. */
const Form = z.looseObject({
  back: Back,
  action: DecisionAction.optional().catch(undefined),
  one: z
    .string()
    .regex(/^(?:approve|pend|spam|delete|block|edit|reply):[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});

const DONE = {
  approve: 'approved',
  pend: 'put back into the queue',
  spam: 'held as spam',
  delete: 'deleted',
};

/** `POST /admin/conversation/decide`. */
export async function decidePage(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const form = Form.parse(request.body ?? {});
  const { back, one } = form;
  const decider = actorOf(asked);
  const [verb, id] = one?.split(':') ?? [];
  if (verb === 'block' && id) {
    const { blocks, batch } = await web.api.blockSender({ id, ...decider }, request.call);
    return done(asked, back, batch, `${count(blocks.length, 'block')} added; it is held as spam.`);
  }
  if (verb === 'edit' && id) {
    const markdown = String(form[`markdown:${id}`] ?? '').replace(/\r\n?/g, '\n');
    return orSay(asked, back, async () => {
      const { batch } = await web.api.editResponse({ id, markdown, ...decider }, request.call);
      return done(
        asked,
        back,
        batch,
        batch === undefined ? 'Nothing was changed.' : 'The comment is changed.',
      );
    });
  }
  if (verb === 'reply' && id) {
    const [slug, markdown] = [`post:${id}`, `reply:${id}`].map(name => String(form[name] ?? ''));
    return orSay(asked, back, () => answer(asked, { id, slug: slug!, markdown: markdown! }, back));
  }
  const action = verb === undefined ? form.action : DecisionAction.parse(verb);
  const ids = id === undefined ? ticked(form) : [id];
  if (action === undefined || ids.length === 0)
    return goTo(asked, back, 'Nothing was done: tick what it is for, then choose what is to be done.');
  const { changed, batch } = await web.api.decideResponses({ ids, action, ...decider }, request.call);
  return done(asked, back, batch, `${count(changed, 'response')} ${DONE[action]}.`);
}

/** Approves what is answered, if it is not, and says the answer in the name of who is signed in. */
async function answer(
  asked: AdminRequest,
  { id, slug, markdown }: { id: string; slug: string; markdown: string },
  back: string,
): Promise<FastifyReply> {
  const { web, request, principal } = asked;
  if (markdown.trim() === '') throw new AppError('invalid', 'Write your reply first.');
  const decided = await web.api.decideResponses(
    { ids: [id], action: 'approve', ...actorOf(asked) },
    request.call,
  );
  const userAgent = request.headers['user-agent']?.slice(0, 500);
  const visitor = { address: request.ip, userAgent, account: principal.account };
  const words = markdown.replace(/\r\n?/g, '\n');
  await web.api.addComment({ slug, parent: id, name: '', markdown: words, visitor }, request.call);
  const said = decided.changed > 0 ? 'It is approved, and your reply is shown.' : 'Your reply is shown.';
  return done(asked, back, decided.batch, said);
}

function ticked(form: object): string[] {
  return Object.keys(form).flatMap(name => (/^id:[0-9a-f-]{36}$/.test(name) ? [name.slice(3)] : []));
}

function done(asked: AdminRequest, back: string, batch: string | undefined, said: string): FastifyReply {
  if (batch === undefined) return goTo(asked, back, said);
  const to = new URL(back, asked.web.origin);
  to.searchParams.set('done', batch);
  return goTo(asked, to.pathname + to.search, said);
}

const Undo = z.object({ back: Back, batch: z.uuid() });

/** `POST /admin/conversation/undo`. */
export async function undoPage(asked: AdminRequest): Promise<FastifyReply> {
  const { web, request } = asked;
  const form = Undo.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'There is no such decision.');
  const { batch, back } = form.data;
  const { restored, skipped } = await web.api.undoDecision({ batch, actor: actorOf(asked) }, request.call);
  const left = skipped === 0 ? '' : ` ${count(skipped, 'response')} stayed, since somebody decided again.`;
  return goTo(asked, back, `${count(restored, 'response')} put back as before.${left}`);
}

const SAID = new Set(['invalid', 'conflict', 'not_found']);

/** What a form can put right, said on the screen that it came from; throws anything else. */
export async function orSay(
  asked: AdminRequest,
  path: string,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!SAID.has(error.code) && error.reason !== 'comments_closed') throw thrown;
    return goTo(asked, path, error.message);
  }
}
