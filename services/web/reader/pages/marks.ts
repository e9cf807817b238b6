import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError, toAppError } from '../../../../core/errors.ts';
import { count } from '../../views/format.ts';
import { backOf, done, type ReaderRequest } from '../reader-page.ts';

const Ids = z
  .string()
  .regex(/^\w{1,20}(?:,\w{1,20})*$/)
  .max(200_000)
  .transform(ids => ids.split(','));
const Form = z.object({
  read: Ids.optional(),
  unread: Ids.optional(),
  star: Ids.optional(),
  unstar: Ids.optional(),
  /** An item of `list`: it stays, and what stands before it is read. */
  above: z.string().max(20).optional(),
  page: z.literal('read').optional(),
  /** The items that the form shows, in their order. */
  list: Ids.optional(),
});

/** `POST /reader/mark`: one item or more as read or unread, starred or not. */
export async function markPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = Form.safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'This form names no items. Load the page again.');
  const { unread, star, unstar, above, page, list = [] } = form.data;
  const read = form.data.read ?? (page ? list : above === undefined ? undefined : before(list, above));
  const { call } = request;
  if (read !== undefined) {
    if (read.length === 0) return done(asked, 'There is nothing above it.');
    const { changed, undo } = await web.reader.markItems({ account, ids: read, read: true }, call);
    return done(asked, `${count(changed, 'item')} marked as read.`, undoRead(undo));
  }
  if (unread !== undefined) {
    await web.reader.markItems({ account, ids: unread, read: false }, call);
    return done(asked, 'Kept as unread.', undoMark('read', unread));
  }
  const ids = star ?? unstar;
  if (ids === undefined) throw new AppError('invalid', 'This form does nothing. Load the page again.');
  await web.reader.markItems({ account, ids, starred: star !== undefined }, call);
  return star
    ? done(asked, 'Starred.', undoMark('unstar', ids))
    : done(asked, 'The star is taken away.', undoMark('star', ids));
}

function before(list: readonly string[], id: string): string[] {
  return list.slice(0, Math.max(0, list.indexOf(id)));
}

function undoMark(name: string, ids: readonly string[]) {
  return { undo: { action: '/reader/mark', fields: { [name]: ids.join(',') } } };
}

function undoRead(undo: string | undefined) {
  return undo === undefined ? {} : { json: { undo }, undo: { action: '/reader/undo', fields: { undo } } };
}

const DAY_MS = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30 };
const Stream = z.object({
  feed: z.string().max(20).optional(),
  tag: z.string().max(100).optional(),
  upTo: z.string().max(20).optional(),
  older: z.enum(['now', 'day', 'week', 'month']),
  /** When it was wanted, of a form that could not be sent then. */
  at: z.iso.datetime().optional(),
});

/** `POST /reader/read`: a feed, a tag or everything, all of it or what is older than a day, a week or a month. */
export async function readPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = Stream.safeParse(request.body ?? {});
  if (!form.success)
    throw new AppError('invalid', 'This form does not say what is read. Load the page again.');
  const { feed: feedId, tag, upTo, older, at } = form.data;
  const then = Math.min(Date.now(), at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at));
  const publishedBefore = older === 'now' ? undefined : new Date(then - DAYS[older] * DAY_MS).toISOString();
  const seenBefore = upTo === undefined ? at : undefined;
  const stream = { account, feedId, tag, upTo, publishedBefore, seenBefore };
  const { changed, undo } = await web.reader.markStreamRead(stream, request.call);
  return done(asked, `${count(changed, 'item')} marked as read.`, undoRead(undo));
}

/** `POST /reader/undo`: what one form marked as read is unread again. */
export async function undoPage(asked: ReaderRequest): Promise<FastifyReply> {
  const { web, request, account } = asked;
  const form = z.object({ undo: z.uuid() }).safeParse(request.body ?? {});
  if (!form.success) throw new AppError('invalid', 'There is nothing to undo.');
  try {
    const { changed } = await web.reader.undoRead({ account, ...form.data }, request.call);
    return done(asked, `${count(changed, 'item')} unread again.`);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'not_found' || !request.wantsHtml) throw error;
    return done(asked, error.message, { to: backOf(asked) });
  }
}
