import type { FastifyReply } from 'fastify';
import type { AdminRequest } from '../admin-page.ts';
import { composeInput, readForm } from '../writing/read-form.ts';
import { createDraft } from '../writing/store-post.ts';

/**
 * `POST /admin/posts/autosave`, for the script: keeps what is written so far, without what cannot be. A draft is saved as it
 * is; of a post that others see, or are promised, the writer's working copy is. Gives what the form has to send next time.
 */
export async function autosavePost(asked: AdminRequest): Promise<FastifyReply> {
  const sent = readForm(asked.request.body);
  const { state, fields } = sent;
  const { input, problems } = composeInput(fields, state);
  const { web, request, principal, reply } = asked;
  const by = principal.account;
  if (state.id !== undefined && state.status !== 'draft') {
    const key = { post: state.id, account: by };
    const copy = { baseVersion: state.version ?? 0, version: state.copy, content: input };
    const saved = await web.api.saveWorkingCopy({ ...key, ...copy }, request.call);
    return reply.send({ id: state.id, version: state.version, copy: saved.version, problems });
  }
  // An address is taken when its writer saves, not while it is typed.
  const { slug: _slug, ...draft } = { ...input, status: 'draft' as const };
  const post =
    state.id === undefined
      ? await createDraft(asked, sent, draft)
      : (
          await web.api.updatePost(
            { id: state.id, version: state.version, changes: draft, by, address: request.ip },
            request.call,
          )
        ).post;
  return reply.send({ id: post.id, version: post.version, copy: 0, problems });
}
