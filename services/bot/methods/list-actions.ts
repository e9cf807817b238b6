import { roleOf, termsOf } from '../actions/who-may.ts';
import type { BotContext } from '../context.ts';
import type { ActionList } from '../contract/actions.ts';
import { ALWAYS_ON } from '../rooms/room-options.ts';

/** What the bot can do, for pages and other clients. */
export function listActions({
  config,
  actions,
  books,
}: Pick<BotContext, 'config' | 'actions' | 'books'>): ActionList {
  const custom = books.commands.of('');
  return {
    name: config.name,
    prefix: config.prefix,
    actions: [...actions, ...custom].map(action => {
      const { name, about, usage, examples, aliases, cooldown } = action;
      const limits = { ...roleOf(action), ...(cooldown && { cooldown }) };
      const terms = termsOf(limits);
      return {
        ...{ name, about, usage, examples: [...examples], aliases: [...aliases], ...limits },
        ...(terms !== '' && { terms }),
        ...(ALWAYS_ON.includes(name) && { fixed: true }),
        ...(custom.includes(action) && { custom: true }),
      };
    }),
  };
}
