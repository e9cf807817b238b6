import { type Action, type ActionContext, defineAction } from '../actions/action.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { joinReplies, type Reply, SILENCE, say } from '../reply.ts';
import type { Description } from './description.ts';
import type { Given } from './plugin-thread.ts';

const LONGEST_SAID = 4_000;

/** A plugin as an action; `run` has it done. */
export function pluginAction(
  { name, aliases, about, usage, examples, freeText, phrases, cooldown, role }: Description,
  run: (args: string, context: Given) => Promise<string>,
): Action {
  return defineAction<string>({
    ...{ name, aliases, about, usage, examples, freeText },
    ...(cooldown !== undefined && { cooldown }),
    ...(role !== undefined && { role }),
    phrases: phrases.map(template => phrase(template)),
    parse: args => args,
    run: async (args, ctx) => toReply(await run(args, givenBy(ctx))),
  });
}

export function toReply(said: string): Reply {
  const text = shorten(said.trim(), LONGEST_SAID);
  return text === '' ? SILENCE : joinReplies(text.split('\n').map(say));
}

function givenBy({ message, name, prefix, timeZone, language, origin, now }: ActionContext): Given {
  const { room, sender } = message;
  return {
    ...{ room, bot: { name, prefix }, timeZone, language, origin, now: now().toISOString() },
    sender: { name: sender.name, ...(sender.account !== undefined && { account: sender.account }) },
  };
}
