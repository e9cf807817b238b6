import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { lineWords } from '../logs/words.ts';
import { shorten } from '../parse/arguments.ts';
import { findPast } from '../parse/past.ts';
import { phrase } from '../parse/phrase.ts';
import { takeWord, unquote } from '../parse/quoted.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

const LONGEST = 200;
const SHOWN = 5;

const SAYING = '(?:say|said|saying|write|wrote|tell us|told us|mention|mentioned|talk|talked)';
const BY = new RegExp(
  `^(.{1,100}?) ${SAYING}(?: anything| something)?(?: (?:about|on|of)(?: (.+))?)?$`,
  'is',
);

export const recall = defineAction<string>({
  name: 'recall',
  aliases: ['said', 'lastlog'],
  about: 'Finds what was said in this room, where it is logged.',
  usage: 'recall [PERSON about] WORDS [WHEN]',
  examples: [
    'recall bread',
    'recall ann about bread',
    'recall "Mary Lee" about bread',
    'recall by ann yesterday',
  ],
  freeText: true,
  phrases: [
    phrase('what (did|has) {rest}', rest => new RegExp(String.raw`\b${SAYING}\b`, 'i').test(rest)),
    phrase('who (said|mentioned|talked about) {rest}'),
    phrase('search (the log|the logs|this room|our log) for {rest}'),
  ],
  parse(text) {
    if (text === '')
      throw new AppError(
        'invalid',
        'What was said about what? For example: recall ann about bread yesterday',
      );
    if (text.length <= LONGEST) return text.replace(/^(?:did|has) /i, '');
    throw new AppError('invalid', `At most ${LONGEST} letters.`);
  },
  async run(text, ctx) {
    const { room, direct } = ctx.message;
    if (direct || !ctx.settings.of(room).logged)
      return say(
        direct
          ? 'What is said to me alone is never logged.'
          : 'This room is not logged, so I remember nothing of it.',
      );
    const now = ctx.now();
    const past = await findPast(text, now, ctx.timeZone);
    const { name, query } = readWhat(past?.rest ?? text);
    const whose = name !== undefined && /^(?:i|me)$/i.test(name) ? ctx.message.sender.name : name;
    const found = await ctx.logs.find({
      room,
      name: whose,
      query,
      from: past?.from,
      to: past?.to,
      limit: SHOWN + 1,
    });
    if (found.length === 0)
      return say(`Nothing of that is in the log${whose ? ` by ${shorten(whose)}` : ''}.`);
    const lines = found
      .slice(0, SHOWN)
      .toReversed()
      .map(line => lineWords(line, now, ctx.timeZone, ctx.language));
    const more = found.length > SHOWN ? 'The last of them:' : '';
    return {
      text: [more, ...lines].filter(Boolean).join('\n'),
      html: html`${more && html`<p>${more}</p>`}<ul>${lines.map(line => html`<li>${line}</li>`)}</ul>`,
    };
  },
});

/** `ann say about bread`, `ann about bread`, `by ann`, `bread`. */
function readWhat(text: string): { name: string | undefined; query: string | undefined } {
  const [, by, about] = BY.exec(text) ?? readBy(text) ?? [];
  const bare = (words: string | undefined) => words?.replace(/^about /i, '').trim() || undefined;
  if (by === undefined) return { name: undefined, query: bare(text) };
  const anybody = /^(?:anyone|anybody|someone|somebody|people|we)$/i.test(by);
  return { name: anybody ? undefined : unquote(by.replace(/^@/, '')), query: bare(about) };
}

/** `ann about bread`, `by ann`, `by ann about bread`. */
function readBy(text: string): [text: string, by: string, about: string | undefined] | undefined {
  const by = /^(?:by|from) /i.exec(text)?.[0] ?? '';
  const { word, rest = '' } = takeWord(text.slice(by.length)) ?? {};
  if (word === undefined || (by === '' && !/^about ./is.test(rest))) return undefined;
  return [text, word, rest || undefined];
}
