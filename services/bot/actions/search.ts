import { AppError } from '../../../core/errors.ts';
import { htmlToText } from '../../../core/html/text.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { joinReplies, listLinks, type Reply, say } from '../reply.ts';
import { type ActionContext, defineAction } from './action.ts';
import { askService } from './ask-service.ts';
import { linkItem, linkPost } from './link.ts';

const MAX_QUERY = 200;
const SHOWN = 3;
const MOST_ROOMS = 8;

export const search = defineAction<string>({
  name: 'search',
  aliases: ['find'],
  about: 'Searches the posts of this site, what it reads in public, and what was said in its web rooms.',
  usage: 'search WORDS',
  examples: ['search sourdough', 'search static site'],
  forAll: true,
  freeText: true,
  cooldown: 3,
  phrases: [
    phrase('(search|look|looking) for {words}'),
    phrase(
      '(is there anything|anything|do you have anything|what do you have|posts|any posts) (about|on) {words}',
    ),
  ],
  parse(text) {
    const query = text
      .replace(/^(?:posts? |anything |something )?(?:for|about|on) /i, '')
      .replace(/^["“'](.+)["”']$/, '$1')
      .trim();
    if (query === '') throw new AppError('invalid', 'What should I search for?');
    if (query.length > MAX_QUERY)
      throw new AppError('invalid', `A search may be at most ${MAX_QUERY} characters long.`);
    return query;
  },
  async run(query, ctx) {
    const all = await Promise.all([
      orReply(searchPosts(query, ctx)),
      orReply(searchItems(query, ctx)),
      orReply(searchRooms(query, ctx)),
    ]);
    const found = all.filter(reply => reply !== undefined);
    return found.length > 0 ? joinReplies(found) : say(`Nothing here has “${shorten(query)}”.`);
  },
});

async function searchPosts(query: string, ctx: ActionContext): Promise<Reply | undefined> {
  const { posts } = await askService('site', ctx.api.searchPosts({ query, limit: SHOWN }, ctx.call));
  if (posts.length === 0) return undefined;
  return listLinks(
    `Posts with “${shorten(query)}”:`,
    posts.map(post => linkPost(ctx.origin, post)),
  );
}

async function searchItems(query: string, ctx: ActionContext): Promise<Reply | undefined> {
  const search = ctx.reader.searchItems({ query, limit: SHOWN }, ctx.call);
  const { items } = await askService('reader', search);
  if (items.length === 0) return undefined;
  return listLinks(`Read here, with “${shorten(query)}”:`, items.map(linkItem));
}

/** The rooms where something was said last; what is said in a web room everybody may read. */
async function searchRooms(query: string, ctx: ActionContext): Promise<Reply | undefined> {
  const { rooms } = await askService('rooms', ctx.chat.listRooms({}, ctx.call));
  const latest = rooms
    .toSorted((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''))
    .slice(0, MOST_ROOMS);
  const found = await askService(
    'rooms',
    Promise.all(latest.map(({ name: room }) => ctx.chat.searchMessages({ room, query }, ctx.call))),
  );
  const lines = found
    .flatMap(({ messages }, index) => messages.map(message => ({ ...message, room: latest[index]! })))
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, SHOWN);
  if (lines.length === 0) return undefined;
  return listLinks(
    `Said here, with “${shorten(query)}”:`,
    lines.map(({ name, html, number, room }) => ({
      title: shorten(`${name}: ${htmlToText(html).replace(/\s+/g, ' ')}`, 120),
      url: `${ctx.origin}/rooms/${encodeURIComponent(room.name)}?before=${number + 1}#m${number}`,
      from: room.title,
    })),
  );
}

/** A part that is down is told beside what the others found. */
function orReply(part: Promise<Reply | undefined>): Promise<Reply | undefined> {
  return part.catch(thrown => {
    if (thrown instanceof AppError && thrown.code === 'unavailable') return say(thrown.message);
    throw thrown;
  });
}
