import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { requireSameOrigin } from '../../../../core/http/origin-check.ts';
import { LONGEST_COMMENT, type Response } from '../../../api/contract.ts';
import { forgetVisitor } from '../../http/web-identity.ts';
import type { Typed } from '../../views/thread/comment-form.ts';
import { waitingView, writeView } from '../../views/thread/pages.ts';
import { commentPath, responsePath } from '../../views/thread/paths.ts';
import { signedAs } from '../../views/thread/signed-as.ts';
import { problemOf, type Visit } from './visit.ts';

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .optional()
    .transform(value => value || undefined);

const Form = z.object({
  action: z.enum(['preview', 'code', 'sign-out']).optional().catch(undefined),
  /** The form was one of a visitor who is signed in with a site; on the page that is kept for all it is not. */
  as: z.literal('site').optional().catch(undefined),
  name: text(300),
  code: text(200),
  website: text(500),
  email: text(254),
  // A form counts a line end as two characters and the api as one.
  markdown: z
    .string()
    .max(2 * LONGEST_COMMENT)
    .default('')
    .transform(value => value.replace(/\r\n?/g, '\n')),
  parent: z.uuid().optional().catch(undefined),
  challenge: text(300),
  proof: text(20),
  trap: text(1000),
});

/** `POST /posts/SLUG/comments`: adds a comment, or shows the form again with its preview, a code or what was wrong. */
export async function writeComment(came: Visit, reply: FastifyReply): Promise<Html | FastifyReply> {
  const { web, request, post } = came;
  requireSameOrigin(request, web.origin);
  const sent = Form.safeParse(request.body ?? {});
  if (!sent.success)
    throw new AppError('invalid', 'This form holds more than it can. Go back and shorten it.');
  const { action, as, trap, challenge, proof, ...typed } = sent.data;
  // Who gave a name means to use it, whether signed in with a site or not.
  const identity = as === 'site' ? came.identity : undefined;
  const visitor = { ...came.visitor, site: identity && came.visitor.site };
  const visit = { ...came, identity, visitor };
  try {
    if (action === 'sign-out') {
      await forgetVisitor(web, request, reply);
      return await form({ ...visit, identity: undefined }, typed);
    }
    if (as === 'site' && identity === undefined && visit.as === undefined)
      throw new AppError('invalid', 'Your sign-in has ended. Sign in with your site again, or give a name.');
    if (action === 'code')
      return await form(visit, { ...typed, code: (await web.api.beginComment({}, request.call)).code });
    if (action === 'preview') {
      const { html } = await web.api.previewComment({ markdown: typed.markdown, visitor }, request.call);
      return await form(visit, typed, { preview: html });
    }
    const { id, status } = await web.api.addComment(
      { ...typed, name: typed.name ?? '', slug: post.slug, trap, challenge, proof, visitor },
      request.call,
    );
    return reply.redirect(
      status === 'approved' ? responsePath(post.slug, id) : commentPath(post.slug, id, 'waiting'),
      303,
    );
  } catch (thrown) {
    const problem = problemOf(thrown, reply);
    return form(visit, typed, { problem });
  }
}

/** `GET /posts/SLUG/comments/write`: the form for whoever is signed in. */
export async function showWrite(visit: Visit): Promise<Html> {
  return form(visit, {});
}

/** `GET /posts/SLUG/comments/signer`: who is signed in with a site, for the form on the page that is kept for all; 204 when nobody is. */
export async function showSigner({ identity, as }: Visit, reply: FastifyReply): Promise<Html | FastifyReply> {
  return identity && as === undefined ? signedAs(identity) : reply.code(204).send();
}

/** `GET /posts/SLUG/comments/ID/reply`: the form under what it answers. */
export async function showReply(visit: Visit): Promise<Html> {
  return form(visit, { parent: visit.id });
}

/** `GET /posts/SLUG/comments/ID/waiting`. */
export async function showWaiting({ frame, post, id, identity }: Visit): Promise<Html> {
  return waitingView(frame, post, { id, identity });
}

async function form(
  { web, request, frame, post, as, identity }: Visit,
  typed: Typed,
  more: { preview?: string; problem?: string } = {},
): Promise<Html> {
  const [{ responses, letters }, { challenge }] = await Promise.all([
    web.api.getThread({ slug: post.slug }, request.call),
    web.api.beginComment({}, request.call),
  ]);
  const parent: Response | undefined =
    typed.parent === undefined ? undefined : responses.find(one => one.id === typed.parent && !one.deleted);
  if (typed.parent !== undefined && parent === undefined)
    throw new AppError('not_found', 'The comment that this answers is not there any more.');
  return writeView(frame, {
    post,
    parent,
    preview: more.preview,
    form: {
      slug: post.slug,
      typed,
      problem: more.problem,
      challenge,
      as,
      identity,
      letters: letters === true,
    },
  });
}
