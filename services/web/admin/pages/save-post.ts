import type { FastifyReply } from 'fastify';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { leaveNotice } from '../../http/notice.ts';
import { count } from '../../views/format.ts';
import { type AdminRequest, goTo } from '../admin-page.ts';
import { conflictView } from '../views/writing/conflict.ts';
import { editorView } from '../views/writing/editor.ts';
import { findConflict } from '../writing/find-conflict.ts';
import { missingAlt } from '../writing/missing-alt.ts';
import { composeInput, readForm, type SentPost } from '../writing/read-form.ts';
import { savedNotice } from '../writing/saved-notice.ts';
import { storePost } from '../writing/store-post.ts';
import { tagNames } from '../writing/tag-names.ts';

/**
 * `POST /admin/posts/save`: saves or publishes what the form holds. A browser without script gets the form again with what is
 * wrong, or the page of a conflict; the script gets `{ location }` or a problem document.
 */
export async function savePost(asked: AdminRequest): Promise<Html | FastifyReply> {
  const sent = readForm(asked.request.body);
  const { input, problems } = composeInput(sent.fields, sent.state);
  try {
    refuse(problems, sent);
    const post = await storePost(asked, sent, input);
    const location = `/admin/posts/${post.id}`;
    const notice = savedNotice(post, sent.state.status, sent.fields.timeZone);
    if (asked.request.wantsHtml) return goTo(asked, location, notice);
    leaveNotice(asked.reply, asked.web.origin, notice);
    return asked.reply.send({ location });
  } catch (thrown) {
    if (!asked.request.wantsHtml) throw thrown;
    return explain(asked, sent, problems, thrown);
  }
}

function refuse(problems: Readonly<Record<string, string>>, sent: SentPost): void {
  const [first] = Object.entries(problems);
  if (first) throw new AppError('invalid', first[1], { reason: 'field', details: { field: first[0] } });
  const publishes = sent.intent === 'publish' || sent.intent === 'now';
  const bare = publishes && !sent.altIsMeant ? missingAlt(sent.fields) : 0;
  if (bare > 0)
    throw new AppError(
      'invalid',
      `${count(bare, 'picture')} in this post ${bare === 1 ? 'has' : 'have'} no description. Describe what ${bare === 1 ? 'it shows' : 'they show'}, or say in the settings that you publish without.`,
      { reason: 'alt_missing', details: { field: 'alt' } },
    );
}

/** The form again, with everything that was typed, or both versions side by side. */
async function explain(
  asked: AdminRequest,
  sent: SentPost,
  problems: Readonly<Record<string, string>>,
  thrown: unknown,
): Promise<Html> {
  const error = toAppError(thrown);
  if (error.reason === 'changed_since' && sent.state.id !== undefined) {
    asked.reply.code(409);
    return conflictView(asked, await findConflict(asked, sent));
  }
  if (error.code !== 'invalid' && error.code !== 'conflict') throw thrown;
  asked.reply.code(error.status);
  const field = (error.details as { field?: string } | undefined)?.field;
  const named = field === undefined ? {} : { [FORM_NAMES[field] ?? field]: error.message };
  return editorView(asked, {
    ...sent,
    problems: { ...problems, ...named, form: error.message },
    tags: await tagNames(asked),
  });
}

/** The api speaks of fields of a post. */
const FORM_NAMES: Readonly<Record<string, string>> = { target: 'target_url', photos: 'photo_0_src' };
