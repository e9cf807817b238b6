import { AppError } from '../../../core/errors.ts';
import { type CounterChange, readCounter } from '../commands/variables.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { changeCounter, listCounters, removeCounter } from '../store/counters.ts';
import { defineAction } from './action.ts';

type Asked =
  | { readonly kind: 'list' }
  | { readonly kind: 'delete'; readonly name: string }
  | { readonly kind: 'one'; readonly name: string; readonly change: CounterChange | undefined };

export const counter = defineAction<Asked>({
  name: 'counter',
  aliases: ['counters', 'tally'],
  about: 'Tells what is counted in this room; its moderators count on, set and delete.',
  usage: 'counter [NAME [+1 | -1 | =NUMBER] | delete NAME]',
  examples: ['counter deaths', 'counter deaths +1', 'counter deaths =0', 'counter', 'counter delete deaths'],
  phrases: [
    phrase("(what is|what's) the counter [for|of] {name}"),
    phrase('(what do you count|list the counters) [here]'),
  ],
  parse(text) {
    if (text === '') return { kind: 'list' };
    const [, name] = /^(?:delete|remove)\s+(.+)$/is.exec(text) ?? [];
    if (name !== undefined) return { kind: 'delete', name: readCounter(name).name };
    const [, plain = text] = /^(?:show|of|for)\s+(.+)$/is.exec(text) ?? [];
    return { kind: 'one', ...readCounter(plain.replace(/\+\+$/, ' +1').replace(/--$/, ' -1')) };
  },
  needs: asked =>
    asked.kind === 'delete' || (asked.kind === 'one' && asked.change !== undefined) ? 'moderator' : undefined,
  async run(asked, ctx) {
    const { room } = ctx.message;
    if (asked.kind === 'list') {
      const all = await listCounters(ctx.db, room);
      return say(
        all.length === 0
          ? 'Nothing is counted here yet: counter deaths +1'
          : all.map(({ name, value }) => `${name}: ${value}`).join(', '),
      );
    }
    const { name } = asked;
    if (asked.kind === 'one' && asked.change === undefined) {
      const [found] = (await listCounters(ctx.db, room)).filter(one => one.name === name);
      if (found) return say(`${name}: ${found.value}`);
      throw new AppError('invalid', `There is no counter ${name} here yet: counter ${name} +1`);
    }
    if (asked.kind === 'delete') {
      if (await ctx.once(trx => removeCounter(trx, { room, name })))
        return say(`The counter ${name} is gone.`);
      throw new AppError('invalid', `There is no counter ${name} here.`);
    }
    return say(`${name}: ${await ctx.once(trx => changeCounter(trx, { room, name }, asked.change))}`);
  },
});
