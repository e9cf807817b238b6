import { requestReader } from '../parse/requests.ts';
import { readDescription } from './description.ts';
import {
  type ActionPlugin,
  type PluginAnswer,
  type PluginContext,
  type PluginFetch,
  Refusal,
} from './plugin.ts';
import { pluginAction, toReply } from './plugin-action.ts';

/** What a test may say of the world; all of it has a default. */
export interface TestWorld {
  readonly room?: string;
  readonly sender?: PluginContext['sender'];
  readonly timeZone?: string;
  readonly language?: string;
  readonly origin?: string;
  readonly now?: Date;
  /** A die that shows its highest side unless given. */
  random?(sides: number): number;
  /** Other sites; none answers unless given. */
  fetch?(url: string, options?: PluginFetch): Promise<PluginAnswer>;
}

export interface TestBot {
  /** What is said to a line in a room: `!bread`, or `croft: is there bread?`. Undefined when the plugin was not meant. */
  say(line: string): Promise<string | undefined>;
  /** The examples that are not read as this action: there should be none. */
  readonly unread: readonly string[];
}

/**
 * A bot named croft with the prefix `!` that can do this one thing, for the tests of a plugin. It reads lines as the real one
 * does; what the plugin refuses is said, and what it throws otherwise is thrown. Throws when the plugin could not be loaded.
 */
export function testAction(plugin: ActionPlugin, world: TestWorld = {}): TestBot {
  const read = readDescription(plugin);
  if ('problem' in read) throw new Error(`This plugin would not be loaded: ${read.problem}.`);
  const { description } = read;
  const action = pluginAction(description, async () => '');
  const reader = requestReader({ name: 'croft', prefix: '!', actions: [action] });
  const find = (line: string) => reader(line, false).find(request => request.kind === 'action');
  return {
    unread: description.examples.filter(example => !find(`!${example}`)),
    async say(line) {
      const request = find(line);
      if (request?.kind !== 'action') return undefined;
      try {
        return toReply(await plugin.run(request.text, contextOf(world))).text;
      } catch (error) {
        if (error instanceof Refusal) return error.message;
        throw error;
      }
    },
  };
}

function contextOf(world: TestWorld): PluginContext {
  return {
    room: world.room ?? 'irc/home/#test',
    sender: world.sender ?? { name: 'ann' },
    bot: { name: 'croft', prefix: '!' },
    timeZone: world.timeZone ?? 'UTC',
    language: world.language ?? 'en-GB',
    origin: world.origin ?? 'https://croft.example',
    now: world.now ?? new Date('2026-01-01T12:00:00Z'),
    random: world.random ?? (sides => sides),
    fetch: world.fetch ?? (url => Promise.reject(new Error(`This test knows no answer of ${url}.`))),
    refuse(words) {
      throw new Refusal(words);
    },
  };
}
