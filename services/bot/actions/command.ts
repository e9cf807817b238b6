import { AppError } from '../../../core/errors.ts';
import { checkCommand } from '../commands/check-command.ts';
import { commandName, readCommand, type WrittenCommand } from '../commands/read-command.ts';
import type { Command } from '../contract/commands.ts';
import { phrase } from '../parse/phrase.ts';
import { type Reply, say } from '../reply.ts';
import { addCommand, changeCommand, removeCommand } from '../store/commands.ts';
import { type ActionContext, defineAction } from './action.ts';

type Asked =
  | { readonly kind: 'list' }
  | { readonly kind: 'show'; readonly name: string }
  | { readonly kind: 'delete'; readonly name: string }
  | { readonly kind: 'add'; readonly written: string }
  | { readonly kind: 'edit'; readonly written: string };

export const command = defineAction<Asked>({
  name: 'command',
  aliases: ['cmd', 'com'],
  about: 'Lists the custom commands of this room; its moderators add, edit and delete them.',
  usage: 'command [add NAME TEXT | edit NAME TEXT | delete NAME | show NAME]',
  examples: [
    'command',
    'command add hug $(user) hugs $(touser)',
    'command edit hug -cd=30 $(user) hugs $(touser), for the $(count)th time',
    'command show hug',
    'command delete hug',
  ],
  freeText: true,
  phrases: [phrase('(which|what) custom commands (are there|do you have|do you know) [here]')],
  parse(text) {
    if (text === '' || /^list$/i.test(text)) return { kind: 'list' };
    const [, verb = '', rest = ''] =
      /^(add|new|edit|change|set|delete|del|remove|show)\b\s*(.*)$/is.exec(text) ?? [];
    if (verb === '')
      throw new AppError(
        'invalid',
        'I can: command add NAME TEXT, command edit, command delete, command show.',
      );
    if (/^show$/i.test(verb)) return { kind: 'show', name: rest };
    if (/^d|^r/i.test(verb)) return { kind: 'delete', name: rest };
    return { kind: /^(?:add|new)$/i.test(verb) ? 'add' : 'edit', written: rest };
  },
  needs: ({ kind }) => (kind === 'list' || kind === 'show' ? undefined : 'moderator'),
  async run(asked, ctx) {
    const { room } = ctx.message;
    if (asked.kind === 'list') return list(ctx);
    if (asked.kind === 'show') return say(written(ctx, found(ctx, asked.name, ['', room])));
    if (asked.kind === 'add') return add(ctx, readCommand(asked.written, ctx.prefix));
    if (asked.kind === 'edit') return edit(ctx, readCommand(asked.written, ctx.prefix));
    const name = await ctx.once(async trx => {
      const one = found(ctx, asked.name, [room]);
      await removeCommand(trx, one.id);
      return one.name;
    });
    await ctx.settings.load();
    return say(`The command ${ctx.prefix}${name} is gone.`);
  },
});

function list({ books, prefix, message: { room } }: ActionContext): Reply {
  const names = books.commands.of(room).map(({ name }) => prefix + name);
  return say(
    names.length === 0
      ? `There are no custom commands here. A moderator adds one: ${prefix}command add hello Hello $(user)!`
      : `Custom commands here: ${names.join(' ')}`,
  );
}

async function add(ctx: ActionContext, { name, text, options }: WrittenCommand): Promise<Reply> {
  const { room } = ctx.message;
  if (text === undefined) throw new AppError('invalid', `What should I say? command add ${name} TEXT`);
  const made = { room, name, text, aliases: [], ...options };
  await ctx.once(async trx => {
    checkCommand(ctx.books, made);
    return addCommand(trx, made);
  });
  await ctx.settings.load();
  return say(`${ctx.prefix}${name} is a command here now.`);
}

async function edit(ctx: ActionContext, { name, text, options }: WrittenCommand): Promise<Reply> {
  const change = { ...options, ...(text !== undefined && { text }) };
  if (Object.keys(change).length === 0)
    throw new AppError('invalid', `What should I say? command edit ${name} TEXT`);
  const changed = await ctx.once(async trx => {
    const old = found(ctx, name, [ctx.message.room]);
    checkCommand(ctx.books, { ...old, ...change }, old.id);
    await changeCommand(trx, { id: old.id, ...change });
    return old.name;
  });
  await ctx.settings.load();
  return say(`${ctx.prefix}${changed} is changed.`);
}

/** The command of this name in one of these rooms, the last one first. Throws `invalid`. */
function found({ books, prefix }: ActionContext, word: string, rooms: readonly string[]): Command {
  const name = commandName(word.trim(), prefix);
  for (const room of rooms.toReversed()) {
    const one = books.commands.find(room, name);
    if (one) return one;
  }
  throw new AppError(
    'invalid',
    books.commands.find('', name)
      ? `${prefix}${name} is there in every room: the owner alone changes it.`
      : `There is no custom command ${prefix}${name} here.`,
  );
}

function written({ prefix }: ActionContext, one: Command): string {
  const { name, aliases, text, cooldown, personCooldown, needs } = one;
  const notes = [
    aliases.length > 0 && `also ${aliases.map(alias => prefix + alias).join(' ')}`,
    cooldown > 0 && `rests ${cooldown} s`,
    personCooldown > 0 && `rests ${personCooldown} s for each person`,
    needs === 'certain' && 'for whoever is logged in',
    needs === 'moderator' && 'for moderators',
  ].filter(note => note !== false);
  return `${prefix}${name}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}: ${text}`;
}
