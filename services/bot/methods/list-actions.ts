import type { BotContext } from '../context.ts';
import { ALWAYS_ON } from '../rooms/room-options.ts';

/** What the bot can do, for pages and other clients. */
export function listActions({ config, actions }: BotContext) {
  return {
    name: config.name,
    prefix: config.prefix,
    actions: actions.map(({ name, about, usage, examples, aliases }) => ({
      name,
      about,
      usage,
      examples: [...examples],
      aliases: [...aliases],
      ...(ALWAYS_ON.includes(name) && { fixed: true }),
    })),
  };
}
