import type { BotContext } from '../context.ts';
import { ALWAYS_ON } from '../rooms/room-options.ts';

/** What the bot can do, for pages and other clients. */
export function listActions({ config, actions, books }: Pick<BotContext, 'config' | 'actions' | 'books'>) {
  const custom = books.commands.of('');
  return {
    name: config.name,
    prefix: config.prefix,
    actions: [...actions, ...custom].map(action => {
      const { name, about, usage, examples, aliases } = action;
      return {
        name,
        about,
        usage,
        examples: [...examples],
        aliases: [...aliases],
        ...(ALWAYS_ON.includes(name) && { fixed: true }),
        ...(custom.includes(action) && { custom: true }),
      };
    }),
  };
}
