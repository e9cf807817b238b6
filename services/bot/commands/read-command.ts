import { AppError } from '../../../core/errors.ts';
import { CommandName, type NewCommand } from '../contract/commands.ts';
import { shorten } from '../parse/arguments.ts';

/** What of a command was written, by name; what was not is undefined. */
export interface WrittenCommand {
  readonly name: string;
  readonly text: string | undefined;
  readonly options: Partial<Pick<NewCommand, 'aliases' | 'cooldown' | 'personCooldown' | 'needs'>>;
}

/** As Nightbot has them: `-ul` is who may, `-cd` the rest in seconds, `-a` another name. */
const OPTION = /^-{1,2}(cd|cooldown|pcd|person|ul|for|a|alias)=(\S*)\s*/i;

const NEEDS: Readonly<Record<string, NonNullable<NewCommand['needs']>>> = {
  everyone: 'everyone',
  everybody: 'everyone',
  certain: 'certain',
  account: 'certain',
  accounts: 'certain',
  moderator: 'moderator',
  moderators: 'moderator',
  mod: 'moderator',
  mods: 'moderator',
};

/** Reads `NAME [-cd=30] [-pcd=60] [-ul=moderator] [-a=OTHER] [TEXT]`; options may stand before the name too. Throws `invalid`. */
export function readCommand(written: string, prefix = ''): WrittenCommand {
  const before = readOptions(written.trim());
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(before.rest) ?? [];
  const after = readOptions(rest);
  const text = after.rest.trim();
  const all = [...before.found, ...after.found];
  return {
    name: commandName(word, prefix),
    text: text === '' ? undefined : text,
    options: Object.assign(
      {},
      ...all.map(([name, value]) => readOption(name, value)),
      aliasesOf(all, prefix),
    ),
  };
}

type Found = readonly [name: string, value: string];

function readOptions(text: string): { found: Found[]; rest: string } {
  const found: Found[] = [];
  let rest = text;
  for (;;) {
    const [whole, name, value] = OPTION.exec(rest) ?? [];
    if (whole === undefined) return { found, rest };
    found.push([name!.toLowerCase(), value!]);
    rest = rest.slice(whole.length);
  }
}

function readOption(name: string, value: string): WrittenCommand['options'] {
  if (name === 'a' || name === 'alias') return {};
  if (name === 'ul' || name === 'for') {
    const needs = NEEDS[value.toLowerCase()];
    if (needs) return { needs };
    throw new AppError(
      'invalid',
      `I know no “${shorten(value)}”. -ul is everyone, certain (logged in) or moderator.`,
    );
  }
  const seconds = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(seconds <= 86_400))
    throw new AppError('invalid', `-${name} is a number of seconds, at most a day: -${name}=30`);
  return name === 'cd' || name === 'cooldown' ? { cooldown: seconds } : { personCooldown: seconds };
}

function aliasesOf(all: readonly Found[], prefix: string): WrittenCommand['options'] {
  const given = all
    .filter(([name]) => name === 'a' || name === 'alias')
    .flatMap(([, value]) => value.split(','));
  if (given.length === 0) return {};
  return {
    aliases: given
      .filter(Boolean)
      .map(alias => commandName(alias, prefix))
      .slice(0, 10),
  };
}

/** In small letters and without the prefix. Throws `invalid`. */
export function commandName(word: string, prefix: string): string {
  const name = CommandName.safeParse(
    prefix !== '' && word.startsWith(prefix) ? word.slice(prefix.length) : word,
  );
  if (name.success) return name.data;
  throw new AppError(
    'invalid',
    word === ''
      ? 'Which command? For example: command add hello Hello $(user)!'
      : `“${shorten(word, 30)}” is no name: a command is one word of letters, digits, hyphens or underscores.`,
  );
}
