import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { phrase } from '../parse/phrase.ts';
import { unquote } from '../parse/quoted.ts';
import { isModerator } from '../people/authority.ts';
import { personOf } from '../people/person.ts';
import { type Reply, say } from '../reply.ts';
import { closePoll, latestPoll, openPoll, type PollResult } from '../store/polls.ts';
import { type ActionContext, defineAction } from './action.ts';

type Asked =
  | { readonly kind: 'show' }
  | { readonly kind: 'close' }
  | { readonly kind: 'open'; readonly question: string; readonly options: string[] };

const MOST_OPTIONS = 10;
const LONGEST = 200;

export const poll = defineAction<Asked>({
  name: 'poll',
  aliases: ['polls'],
  about: 'Asks this room to choose, and tells how it stands. Who opened a poll, or a moderator, closes it.',
  usage: 'poll [open QUESTION | ONE | ANOTHER… | close]',
  examples: ['poll open What do we bake? | bread | cake', 'poll', 'poll close'],
  freeText: true,
  phrases: [
    phrase('(how does|how is) the poll (stand|going)'),
    phrase("(what is|what's) the poll"),
    sentence => (/^(?:close|end) the poll$/i.test(sentence) ? 'close' : undefined),
  ],
  parse(text) {
    if (text === '' || /^(?:show|results?)$/i.test(text)) return { kind: 'show' };
    if (/^(?:close|end|stop)$/i.test(text)) return { kind: 'close' };
    const [question = '', ...options] = text
      .replace(/^(?:open|new|start)\s+/i, '')
      .split('|')
      .map(unquote)
      .filter(Boolean);
    if (options.length < 2)
      throw new AppError(
        'invalid',
        'A poll needs a question and two options or more: poll open Tea? | yes | no',
      );
    if (options.length > MOST_OPTIONS)
      throw new AppError('invalid', `A poll has at most ${MOST_OPTIONS} options.`);
    if ([question, ...options].some(part => part.length > LONGEST))
      throw new AppError('invalid', `The question and each option have at most ${LONGEST} characters.`);
    if (new Set(options.map(option => option.toLowerCase())).size < options.length)
      throw new AppError('invalid', 'Two of the options are the same.');
    return { kind: 'open', question, options };
  },
  async run(asked, ctx) {
    const { room, sender } = ctx.message;
    const person = personOf(ctx.message);
    if (asked.kind === 'open') {
      const { question, options } = asked;
      await ctx.once(async trx => {
        await openPoll(trx, { room, question, options, by: sender.name, person });
        return true;
      });
      return opened(question, options, ctx);
    }
    const latest = await latestPoll(ctx.db, room);
    if (!latest) return say('Nothing was asked here yet: poll open Tea? | yes | no');
    if (asked.kind === 'show') return results(latest);
    const closed = await ctx.once(async trx => {
      const now = await latestPoll(trx, room);
      if (!now?.open) throw new AppError('invalid', 'No poll is open here.');
      if (now.opened_by_person !== person && !isModerator(ctx.settings.of(room), ctx.message))
        throw new AppError('forbidden', `Only ${now.opened_by}, who opened it, or a moderator closes it.`);
      await closePoll(trx, now.id);
      return now.id;
    });
    const final = await latestPoll(ctx.db, room);
    return results(final?.id === closed ? final : latest);
  },
});

function opened(question: string, options: readonly string[], { prefix }: ActionContext): Reply {
  return {
    text: `${question} ${options.map((option, index) => `${index + 1}. ${option}`).join('  ')} — ${prefix}vote NUMBER`,
    html: html`<p>${question}</p><ol>${options.map(option => html`<li>${option}</li>`)}</ol><p><code>${prefix}vote NUMBER</code></p>`,
  };
}

/** The results in words and as a list. */
export function results({ question, options, counts, open }: PollResult): Reply {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const share = (index: number) => (all === 0 ? 0 : Math.round((100 * counts[index]!) / all));
  const lines = options.map((option, index) => `${option}: ${counts[index]} (${share(index)} %)`);
  const state = open ? 'open' : 'closed';
  return {
    text: `${question} (${state}, ${all} ${all === 1 ? 'vote' : 'votes'}) ${lines.map((line, index) => `${index + 1}. ${line}`).join('  ')}`,
    html: html`<p>${question} (${state}, ${all} ${all === 1 ? 'vote' : 'votes'})</p><ol>${lines.map(line => html`<li>${line}</li>`)}</ol>`,
  };
}
