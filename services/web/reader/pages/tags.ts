import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { count } from '../../views/format.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { tagPath } from '../stream.ts';
import { editTagView } from '../views/subscriptions.ts';
import { feedsOf } from './subscriptions.ts';

const Form = z.object({ name: z.string().trim().max(100).default(''), remove: z.literal('yes').optional() });

/** `GET /reader/tag/TAG/edit`. */
export async function editTagPage(asked: ReaderRequest): Promise<Html> {
  return editTagView(asked, await feedsOf(asked), tagOf(asked));
}

/** `POST /reader/tag/TAG/edit`: gives a tag of feeds and items another name, or takes it off all. */
export async function saveTagPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'A tag has 100 letters at most.');
  const { name, remove } = form.data;
  if (!remove && name === '') throw new AppError('invalid', 'Write the new name, or remove the tag.');
  const tag = tagOf(asked);
  const { feeds, items } = await web.reader.renameTag(
    { account, tag, name: remove ? undefined : name },
    request.call,
  );
  const said = `${remove ? 'Removed from' : 'Renamed on'} ${count(feeds, 'feed')} and ${count(items, 'item')}.`;
  return done(asked, said, { to: remove ? '/reader' : tagPath(name) });
}

function tagOf({ request }: ReaderRequest): string {
  return (request.params as { tag: string }).tag.slice(0, 100);
}
