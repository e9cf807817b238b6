import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { checkTemplate } from '../commands/expand.ts';
import type { Timer } from '../contract/commands.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { type Reply, say } from '../reply.ts';
import { addTimer, listTimers, removeTimer } from '../store/timers.ts';
import { defineAction } from './action.ts';

type Asked =
  | { readonly kind: 'list' }
  | { readonly kind: 'delete'; readonly place: number }
  | { readonly kind: 'add'; readonly minutes: number; readonly minLines: number; readonly text: string };

const LONGEST = 10_080;
const WRITTEN =
  /^every\s+(?:(\d{1,5})\s*)?(minutes?|mins?|m|hours?|h|days?|d)(?:\s+after\s+(\d{1,4})\s+lines?)?\s*[:,]?\s+(\S.*)$/is;

export const repeat = defineAction<Asked>({
  name: 'repeat',
  aliases: ['announce', 'timed'],
  about: 'Says something in this room again and again, when people have talked since; for its moderators.',
  usage: 'repeat [every 30 minutes [after 10 lines]: TEXT | delete NUMBER]',
  examples: ['repeat every 30 minutes after 10 lines: The rules are at /rules', 'repeat', 'repeat delete 1'],
  freeText: true,
  phrases: [phrase('(what do you repeat|what is repeated) [here]')],
  parse(text) {
    if (text === '') return { kind: 'list' };
    const [, place] = /^(?:delete|remove|stop)\s+(?:number\s+|#)?(\d{1,3})$/i.exec(text) ?? [];
    if (place !== undefined) return { kind: 'delete', place: Number(place) };
    const [, count = '1', unit, lines = '0', said] = WRITTEN.exec(text) ?? [];
    if (unit === undefined || said === undefined)
      throw new AppError(
        'invalid',
        'How often, and what? For example: repeat every 30 minutes after 10 lines: Hello',
      );
    const minutes = Number(count) * (/^m/i.test(unit) ? 1 : /^h/i.test(unit) ? 60 : 1440);
    if (minutes < 1 || minutes > LONGEST)
      throw new AppError('invalid', 'I repeat things every minute at most, and every week at least.');
    if (Number(lines) > 1_000) throw new AppError('invalid', 'I count at most 1000 lines.');
    checkTemplate(said, { personal: false });
    return { kind: 'add', minutes, minLines: Number(lines), text: said };
  },
  needs: ({ kind }) => (kind === 'list' ? undefined : 'moderator'),
  async run(asked, ctx) {
    const { room } = ctx.message;
    if (asked.kind === 'list') return listed(await listTimers(ctx.db, room));
    if (asked.kind === 'add') {
      if (!ctx.isHeard(room))
        throw new AppError('invalid', 'I could not speak here later. Ask me in a chat room.');
      const { minutes, minLines, text } = asked;
      await ctx.once(async trx => (await addTimer(trx, { room, minutes, minLines, text })).id);
      await ctx.books.load();
      return say(`I say that ${rhythm(asked)}.`);
    }
    const gone = await ctx.once(async trx => {
      const one = (await listTimers(trx, room))[asked.place - 1];
      return one !== undefined && (await removeTimer(trx, one.id, room)) ? one.text : null;
    });
    await ctx.books.load();
    if (gone === null) throw new AppError('invalid', `There is no number ${asked.place}: repeat lists them.`);
    return say(`I do not say that any more: ${shorten(gone)}`);
  },
});

function rhythm({ minutes, minLines }: Pick<Timer, 'minutes' | 'minLines'>): string {
  const every = minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
  return minLines === 0
    ? every
    : `${every}, after ${minLines} ${minLines === 1 ? 'line' : 'lines'} of others`;
}

function listed(timers: readonly Timer[]): Reply {
  if (timers.length === 0) return say('I repeat nothing here.');
  const lines = timers.map(
    timer => `${rhythm(timer)}${timer.active ? '' : ' (off)'}: ${shorten(timer.text, 100)}`,
  );
  return {
    text: lines.map((line, index) => `${index + 1}. ${line}`).join('\n'),
    html: html`<ol>${lines.map(line => html`<li>${line}</li>`)}</ol>`,
  };
}
