import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { toAppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { saveView } from '../views/save.ts';
import { idOf } from './item.ts';
import { feedsOf, TagList } from './subscriptions.ts';

const Query = z.object({
  url: z.string().max(2000).catch('').default(''),
  title: z.string().max(2000).catch('').default(''),
});
const Form = z.object({
  url: z.string().trim().min(1).max(2000),
  title: z
    .string()
    .default('')
    .transform(title => title.trim().slice(0, 500) || undefined),
  tags: TagList,
});

/** `GET /reader/save`, with the address and the title of a page if a bookmarklet has sent them. */
export async function newSavedPage(asked: ReaderRequest): Promise<Html> {
  const form = Query.parse(asked.request.query);
  return saveView(asked, { feeds: await feedsOf(asked), form: { ...form, tags: '' } });
}

/** `POST /reader/save`: keeps a page to be read later. What is no address is said on the form. */
export async function savePage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, account } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) return again(asked, 'Enter the address of a page, and tags of 100 letters at most.');
  try {
    const { item, created } = await web.reader.savePage({ account, ...form.data }, request.call);
    const said = created ? 'The page is saved.' : 'You saved this page before.';
    return done(asked, said, { to: itemPath(item.id), json: { id: item.id, created } });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'invalid' || !request.wantsHtml) throw thrown;
    return again(asked, error.message);
  }
}

/** `POST /reader/item/ID/remove`: lets go of a saved page. */
export async function removeSavedPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  await web.reader.removeSaved({ account, id: idOf(asked) }, request.call);
  return done(asked, 'The page is removed.', { to: '/reader/saved' });
}

async function again(asked: ReaderRequest, problem: string): Promise<Html> {
  const { url = '', title = '', tags = '' } = asked.request.body as Partial<Record<string, string>>;
  asked.reply.code(400);
  return saveView(asked, { feeds: await feedsOf(asked), form: { url, title, tags }, problem });
}
