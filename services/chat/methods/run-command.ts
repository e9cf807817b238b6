import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import type { ChatContext } from '../context.ts';
import { COMMANDS, type CommandName, isFor } from '../contract/commands.ts';
import type { From } from '../contract.ts';
import { findPerson } from '../people/find-person.ts';
import { type Caller, isModerator, requireCaller } from '../people/identify.ts';
import type { Schema } from '../schema.ts';
import { roomByName } from '../store/rooms.ts';
import { moderateAs } from './moderate.ts';
import { liftAs, sanctionAs } from './sanctions.ts';
import { renameAs } from './take-name.ts';

/** Does what a command of the room says, and gives what to tell whoever gave it. */
export async function runCommand(
  ctx: ChatContext,
  { from, ...asked }: { room: string; from: From; text: string },
  call?: CallContext,
): Promise<{ said: string }> {
  const caller = await requireCaller(ctx, from, call);
  return { said: await runCommandAs(ctx, caller, { ...asked, address: from.address }, call) };
}

export async function runCommandAs(
  ctx: ChatContext,
  caller: Caller,
  { room, address, text }: { room: string; address: string; text: string },
  call?: CallContext,
): Promise<string> {
  ctx.asking.take(`${caller.id}`);
  const [, word = '', rest = ''] = /^\/(\S+)\s*(.*)$/su.exec(text.trim()) ?? [];
  const command = COMMANDS.find(({ name }) => name === word.toLowerCase());
  if (!command || (command.by === 'moderators' && !isModerator(caller)))
    throw new AppError(
      'invalid',
      `There is no command /${word} for you. /help lists what there is; begin with // to say a slash.`,
    );
  const run = (did: string, work: Promise<unknown>) => work.then(() => did);
  const moderate = (did: string, change: Parameters<typeof moderateAs>[3]) =>
    run(did, moderateAs(ctx, caller, room, change));
  const usage = () => new AppError('invalid', `${command.about}: ${command.usage}`);
  const name: CommandName = command.name;
  switch (name) {
    case 'help':
      return helpFor(caller);
    case 'me':
      throw usage(); // what is done is said as a message
    case 'nick':
      if (rest === '') throw usage();
      return `You are called ${(await renameAs(ctx, caller, address, rest, call)).name} now.`;
    case 'ignore':
    case 'unignore':
      throw new AppError(
        'invalid',
        'Whom you ignore is kept in your browser, which needs JavaScript for it.',
      );
    case 'slow': {
      const slowSeconds = rest === 'off' ? 0 : wholeNumber(rest, 3600);
      if (slowSeconds === undefined) throw usage();
      return moderate(slowSeconds === 0 ? 'Slow mode is off.' : `One message in ${slowSeconds} s.`, {
        slowSeconds,
      });
    }
    case 'members':
      if (rest !== 'on' && rest !== 'off') throw usage();
      return rest === 'on'
        ? moderate('Only people with an account write now.', { writers: 'members' })
        : moderate('Everyone writes now.', { writers: 'everyone' });
    case 'pin': {
      const pinned = wholeNumber(rest.replace(/^#?m?/, ''), Number.MAX_SAFE_INTEGER);
      if (!pinned) throw usage();
      return moderate('It is pinned.', { pinned });
    }
    case 'unpin':
      return moderate('Nothing is pinned now.', { pinned: 0 });
    case 'mute':
    case 'block': {
      const [, whom = rest, minutes] = /^(.+?)\s+(\d{1,6})$/su.exec(rest) ?? [];
      if (whom === '') throw usage();
      const time = minutes === undefined ? undefined : wholeNumber(minutes, 525_600);
      if (minutes !== undefined && !time) throw usage();
      const { id, name: shown } = await personOf(ctx.db, room, whom);
      const did = `${shown} is ${name === 'mute' ? 'muted' : 'blocked'}${time ? ` for ${time} minutes` : ''}.`;
      return run(did, sanctionAs(ctx, caller, { room, person: id, kind: name, minutes: time }, call));
    }
    case 'unmute':
    case 'unblock': {
      if (rest === '') throw usage();
      const { id, name: shown } = await personOf(ctx.db, room, rest);
      const kind = name === 'unmute' ? 'mute' : 'block';
      const did = `${shown} is ${kind === 'mute' ? 'muted' : 'blocked'} no longer.`;
      return run(did, liftAs(ctx, caller, { room, person: id, kind }));
    }
  }
}

function helpFor(caller: Caller): string {
  return COMMANDS.filter(command => isFor(command, caller.role))
    .map(({ usage, about }) => `${usage}: ${about.toLowerCase()}`)
    .join('\n');
}

function wholeNumber(text: string, most: number): number | undefined {
  return /^\d{1,15}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** Throws `not_found`. */
async function personOf(
  db: Kysely<Schema>,
  roomName: string,
  called: string,
): Promise<{ id: number; name: string }> {
  const found = await findPerson(db, (await roomByName(db, roomName)).id, called);
  if (found) return found;
  throw new AppError('not_found', `Nobody here is called ${called.slice(0, 60)}.`);
}
