import { type Action, defineAction } from '../actions/action.ts';
import type { Command } from '../contract/commands.ts';
import { personOf } from '../people/person.ts';
import { SILENCE, say } from '../reply.ts';
import { useCommand } from '../store/commands.ts';
import { changeCounter } from '../store/counters.ts';
import { expand } from './expand.ts';
import { parseTemplate, variablesOf } from './template.ts';

/** A command of the owner's own as an action. While it rests it says nothing: a refusal would fill the room as it would. */
export function customAction(command: Command): Action {
  const { name, aliases, text, needs, cooldown } = command;
  const parts = parseTemplate(text);
  const takesWords = variablesOf(parts).some(one => /^(?:touser|args|query|\d+:?)$/.test(one.name));
  return defineAction<string>({
    name,
    aliases,
    about: `Says: ${text}`,
    usage: takesWords ? `${name} [WORDS]` : name,
    examples: [name],
    freeText: takesWords,
    ...(needs !== 'everyone' && { role: needs }),
    ...(cooldown > 0 && { cooldown, restsItself: true }),
    phrases: [],
    parse: said => said,
    async run(args, ctx) {
      const { room, sender } = ctx.message;
      const said = await ctx.once(async trx => {
        const count = await useCommand(trx, { command, room, person: personOf(ctx.message) });
        if (count === undefined) return null;
        return expand(parts, {
          ...{ user: sender.name, args, room, count },
          ...{ timeZone: ctx.timeZone, now: ctx.now(), random: ctx.random },
          counter: (counter, change) => changeCounter(trx, { room, name: counter }, change),
        });
      });
      return said === null || said === '' ? SILENCE : say(said);
    },
  });
}
