import { AppError } from '../../../core/errors.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { unquote } from '../parse/quoted.ts';
import { personOf } from '../people/person.ts';
import { say } from '../reply.ts';
import { latestPoll, type PollResult, vote as storeVote } from '../store/polls.ts';
import { defineAction } from './action.ts';

export const vote = defineAction<string>({
  name: 'vote',
  aliases: [],
  about: 'Votes in the poll of this room. Each has one vote; voting again changes it.',
  usage: 'vote NUMBER|OPTION',
  examples: ['vote 2', 'vote bread'],
  freeText: true,
  phrases: [phrase('(i vote|my vote is|i am voting) [for] {option}')],
  parse(text) {
    const said = unquote(text.replace(/^(?:for|number|#)\s*/i, ''));
    if (said !== '') return said;
    throw new AppError('invalid', 'For what? For example: vote 2');
  },
  async run(said, ctx) {
    const { room, sender } = ctx.message;
    const poll = await latestPoll(ctx.db, room);
    if (!poll?.open) throw new AppError('invalid', 'No poll is open here: poll open Tea? | yes | no');
    const choice = find(said, poll);
    const taken = await ctx.once(trx =>
      storeVote(trx, { poll: poll.id, person: personOf(ctx.message), choice }),
    );
    if (!taken) throw new AppError('invalid', 'The poll was closed just now.');
    return say(`${sender.name} votes for ${poll.options[choice - 1]}.`);
  },
});

function find(said: string, { options }: PollResult): number {
  const wanted = said.toLowerCase();
  const named = options.findIndex(option => option.toLowerCase() === wanted) + 1;
  const choice = named > 0 ? named : /^\d{1,2}$/.test(said) ? Number(said) : 0;
  if (choice >= 1 && choice <= options.length) return choice;
  throw new AppError(
    'invalid',
    `“${shorten(said)}” is none of ${options.map((option, index) => `${index + 1}. ${option}`).join('  ')}`,
  );
}
