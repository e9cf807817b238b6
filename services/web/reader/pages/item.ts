import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../../core/errors.ts';
import type { Html } from '../../../../core/html/html.ts';
import { may } from '../../../api/contract.ts';
import type { Item } from '../../../reader/contract.ts';
import { LanguageTag } from '../prefs.ts';
import { done, type ReaderRequest } from '../reader-page.ts';
import { itemPath } from '../stream.ts';
import { canTranslate, isForeign, languageOf, languagesOf, translationOf } from '../translation.ts';
import { chaptersView, type ShownPart, transcriptView } from '../views/episode-parts.ts';
import { itemView } from '../views/item.ts';
import { itemBody } from '../views/item-body.ts';
import { playable } from '../views/players.ts';
import type { ShareForm } from '../views/share.ts';
import { feedsOf } from './subscriptions.ts';

const Query = z.object({
  text: z.literal('page').optional().catch(undefined),
  translated: z.literal('yes').optional().catch(undefined),
  from: LanguageTag.optional().catch(undefined),
  part: z.enum(['chapters', 'transcript']).optional().catch(undefined),
});
/** Milliseconds for which a person waits for a page to be fetched. */
const PATIENCE = 60_000;

/**
 * `GET /reader/item/ID`: an item, which is read by that, with `text=page` with the text of the page to which it leads, with
 * `translated=yes` in the language of who reads, with `part=chapters` or `transcript` with what its episode has of it; for a
 * script what is put under its title in a list, or that part alone.
 */
export async function itemPage(asked: ReaderRequest): Promise<Html | FastifyReply> {
  const { web, request, reply, account, principal } = asked;
  if (request.wantsHtml) return await showItem(asked);
  const [item, able] = await Promise.all([
    web.reader.getItem({ account, id: idOf(asked), images: 'proxied' }, request.call),
    canTranslate(asked),
  ]);
  const part = await partOf(asked, item);
  if (part) return reply.send({ html: part.content.text });
  const translate = able && isForeign(item, languageOf(asked));
  return reply.send({ html: itemBody(item, { writer: may(principal, 'write'), translate }).text });
}

/** An item by itself, with what was wrong in the form by which it was to be shared. */
export async function showItem(asked: ReaderRequest, share?: ShareForm): Promise<Html> {
  const { web, request, account, principal } = asked;
  const { call } = request;
  const [item, feeds, able, { rooms }] = await Promise.all([
    web.reader.getItem({ account, id: idOf(asked), images: 'proxied' }, call),
    feedsOf(asked),
    canTranslate(asked),
    principal.role === 'owner' ? web.bot.listRooms({}, call) : { rooms: [] },
  ]);
  // A browser that loads a page ahead does not read it.
  if (item.unread && request.headers['sec-purpose'] === undefined)
    await web.reader.markItems({ account, ids: [item.id], read: true }, call);
  const translate = able && isForeign(item, languageOf(asked));
  const part = await partOf(asked, item);
  const shown = { item, feeds, writer: may(principal, 'write'), translate, share, rooms, part };
  const { text: wanted, translated, from } = Query.parse(request.query);
  if (translated) {
    const { unknown = false, ...answer } = await translationOf(asked, item, from);
    const languages = await languagesOf(asked);
    const choice = languages && { ...languages, chosen: from, unknown };
    return itemView(asked, { ...shown, ...answer, languages: choice });
  }
  if (wanted === undefined) return itemView(asked, shown);
  const patient = { ...call, deadline: Date.now() + PATIENCE };
  const text = await web.reader.getFullText({ account, id: item.id, images: 'proxied' }, patient);
  const whole = { ...item, html: text.html ?? item.html, ...(item.saved ? { saved: {} } : {}) };
  if (item.saved && text.fetchedAt) whole.saved = { fetchedAt: text.fetchedAt };
  return itemView(asked, { ...shown, item: whole, problem: text.problem });
}

/** What is in the part of an episode that was asked for. */
async function partOf(asked: ReaderRequest, item: Item): Promise<ShownPart | undefined> {
  const { web, request, account } = asked;
  const { part } = Query.parse(request.query);
  const [file] = playable(item);
  if (!part || !file || !(part === 'chapters' ? item.chaptersUrl : item.transcriptUrl)) return undefined;
  const patient = { ...request.call, deadline: Date.now() + PATIENCE };
  const input = { account, id: item.id, images: 'proxied' as const };
  const content =
    part === 'chapters'
      ? chaptersView(file, await web.reader.getChapters(input, patient))
      : transcriptView(file, await web.reader.getTranscript(input, patient));
  return { part, content };
}

const Tags = z.object({
  add: z
    .string()
    .max(1000)
    .default('')
    .transform(names => [
      ...new Set(
        names
          .split(',')
          .map(name => name.trim())
          .filter(Boolean),
      ),
    ])
    .pipe(z.array(z.string().max(100)).max(20)),
  remove: z.string().min(1).max(100).optional(),
});

/** `POST /reader/item/ID/tags`: gives the item tags of its reader, or takes one off. */
export async function tagItemPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = Tags.safeParse(request.body ?? {});
  if (!form.success)
    throw new AppError('invalid', 'A tag has 100 letters at most, and an item gets 20 at once.');
  const { add, remove } = form.data;
  const ids = [idOf(asked)];
  const marks = { addTags: add.length > 0 ? add : undefined, removeTags: remove ? [remove] : undefined };
  await web.reader.markItems({ account, ids, ...marks }, request.call);
  const action = `${itemPath(ids[0]!)}/tags`;
  if (remove) return done(asked, `“${remove}” is taken off.`, { undo: { action, fields: { add: remove } } });
  return done(asked, add.length === 0 ? 'Write a tag first.' : 'Tagged.');
}

const Position = z.object({
  file: z.string().max(5000).optional(),
  seconds: z.coerce.number().min(0).max(1_000_000),
});

/** `POST /reader/item/ID/position`, of the script: how far an episode was heard or a film seen. */
export async function positionPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, reply, account } = asked;
  const form = Position.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'A position is a number of seconds.');
  await web.reader.setPosition({ account, id: idOf(asked), ...form.data }, request.call);
  return reply.code(204).send();
}

export function idOf({ request }: ReaderRequest): string {
  return (request.params as { id: string }).id.slice(0, 20);
}
