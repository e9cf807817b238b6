import type { Kysely } from 'kysely';
import { renderComment } from '../../../core/markdown/comment.ts';
import type { CallContext } from '../../../core/rpc/contract.ts';
import { roleMay } from '../../api/contract.ts';
import type { Act, ActResult, ActTarget } from '../../relay/contract.ts';
import type { ChatContext } from '../context.ts';
import { findPerson } from '../people/find-person.ts';
import type { Schema } from '../schema.ts';
import { touchMessage } from '../store/add-message.ts';
import { noteModeration } from '../store/moderation.ts';
import { readMessage } from '../store/read-messages.ts';
import { lockRoom, notify, type RoomRow } from '../store/rooms.ts';
import { putSanction } from '../store/sanctions.ts';

interface Doing {
  readonly tx: Kysely<Schema>;
  readonly room: RoomRow;
  /** Name of the bot. */
  readonly by: string;
  /** Ids of people whom nobody silences. */
  readonly above: ReadonlySet<number>;
}

/** Does in one transaction what the bot decides by the rules of a room. Throws `not_found`; what cannot be done is a result. */
export async function moderate(
  ctx: ChatContext,
  { room: where, acts }: { room: string; acts: readonly Act[] },
  call?: CallContext,
): Promise<{ results: ActResult[] }> {
  const [{ name: by }, { accounts }] = await Promise.all([
    ctx.bot.listActions({}, call),
    ctx.api.listAccounts({}, call),
  ]);
  const moderators = accounts.filter(({ role }) => roleMay(role, 'moderate')).map(({ id }) => id);
  return ctx.db.transaction().execute(async tx => {
    const room = await lockRoom(tx, where.replace(/^chat\//, ''));
    const rows = await tx
      .selectFrom('people')
      .select('id')
      .where('account', 'in', ['', ...moderators])
      .execute();
    const doing = { tx, room, by, above: new Set(rows.map(({ id }) => id)) };
    const results: ActResult[] = [];
    for (const act of acts) results.push(await doOne(doing, act));
    return { results };
  });
}

function doOne(doing: Doing, act: Act): Promise<ActResult> {
  switch (act.act) {
    case 'delete':
      return remove(doing, act);
    case 'restore':
      return restore(doing, act);
    case 'timeout':
    case 'ban':
      return silence(doing, act);
    case 'lift':
      return lift(doing, act);
    case 'lock':
      return lock(doing);
    case 'unlock':
      return unlock(doing, act);
  }
}

async function remove({ tx, room, by }: Doing, { target }: Act): Promise<ActResult> {
  const number = numberOf(room, target?.message);
  const message = number === undefined ? undefined : await readMessage(tx, room.id, number);
  if (message === undefined || message.deleted) return not('The message is gone already.');
  await tx
    .updateTable('messages')
    .set({ markdown: '', html: '', text: '', link: null, deleted_at: new Date(), mentions: '{}' as never })
    .where('room_id', '=', room.id)
    .where('number', '=', message.number)
    .execute();
  await touchMessage(tx, room, message.number);
  await noteModeration(tx, room.id, { action: 'delete', by, person: message.name, number: message.number });
  return { done: true, words: 'The message is deleted.', undo: message.markdown };
}

async function restore({ tx, room }: Doing, { target, undo = '' }: Act): Promise<ActResult> {
  const number = numberOf(room, target?.message);
  const message = number === undefined ? undefined : await readMessage(tx, room.id, number);
  if (message === undefined) return { ...not('The message is older than the room keeps.'), unable: true };
  if (!message.deleted) return { done: true, words: 'The message is there.' };
  const { html, text } = await renderComment(undo);
  await tx
    .updateTable('messages')
    .set({ markdown: undo, html, text, deleted_at: null })
    .where('room_id', '=', room.id)
    .where('number', '=', message.number)
    .execute();
  await touchMessage(tx, room, message.number);
  return { done: true, words: 'The message is there again.' };
}

async function silence({ tx, room, by, above }: Doing, { act, target, minutes }: Act): Promise<ActResult> {
  const person = await personToSilence(tx, room, target);
  if (person === undefined) return not(`I have not heard ${target?.name ?? 'them'} in this room lately.`);
  if (above.has(person)) return not('The owner and moderators cannot be silenced.');
  const kind = act === 'ban' ? 'block' : 'mute';
  await putSanction(tx, room, { person, name: target!.name, kind, by, minutes });
  const words =
    kind === 'block' ? `${target!.name} is out of the room.` : `${target!.name} may read and not write.`;
  return { done: true, words, undo: `${kind}:${person}` };
}

/** By id, else by name: who was heard before the bot was started anew is known to it by name alone. */
async function personToSilence(
  tx: Kysely<Schema>,
  room: RoomRow,
  target: ActTarget | undefined,
): Promise<number | undefined> {
  if (target?.id === undefined) return target && (await findPerson(tx, room.id, target.name))?.id;
  if (!/^\d{1,15}$/.test(target.id)) return undefined;
  const known = await tx
    .selectFrom('people')
    .select('id')
    .where('id', '=', Number(target.id))
    .executeTakeFirst();
  return known?.id;
}

/** What a moderator has done since by hand stays. */
async function lift({ tx, room, by }: Doing, { target, undo = '' }: Act): Promise<ActResult> {
  const [, kind, person] = /^(mute|block):(\d{1,15})$/.exec(undo) ?? [];
  if (kind === undefined) return { ...not('There is nothing to lift.'), unable: true };
  await tx
    .deleteFrom('sanctions')
    .where('room_id', '=', room.id)
    .where('person_id', '=', Number(person))
    .where('kind', '=', kind)
    .where('by_name', '=', by)
    .execute();
  await noteModeration(tx, room.id, {
    action: kind === 'block' ? 'unblock' : 'unmute',
    by,
    person: target?.name,
  });
  return { done: true, words: kind === 'block' ? 'They may be in the room again.' : 'They may write again.' };
}

/** What is closed already stays as it is, and is lifted when it was the bot that closed it: one that was stopped knows nothing of it. */
async function lock(doing: Doing): Promise<ActResult> {
  const { room } = doing;
  const words = 'The room is open to people with an account alone.';
  if (room.writers === 'members')
    return { done: true, words, ...((await closedByBot(doing)) && { undo: 'everyone', lift: true }) };
  await setWriters(doing, 'members');
  return { done: true, words, undo: room.writers, lift: true };
}

/** What a moderator has set since by hand stays. */
async function unlock(doing: Doing, { undo }: Act): Promise<ActResult> {
  if (undo === 'members' || !(await closedByBot(doing)))
    return { done: true, words: 'The room stays as a moderator has set it.' };
  if (doing.room.writers === 'members') await setWriters(doing, 'everyone');
  return { done: true, words: 'The room is open again.' };
}

/** Whether it was the bot that changed last who may write, and closed the room. */
async function closedByBot({ tx, room, by }: Doing): Promise<boolean> {
  const last = await tx
    .selectFrom('moderation')
    .select(['by_name', 'detail'])
    .where('room_id', '=', room.id)
    .where('action', '=', 'writers')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return last?.by_name === by && last.detail === 'members';
}

async function setWriters({ tx, room, by }: Doing, writers: string): Promise<void> {
  await tx.updateTable('rooms').set({ writers }).where('id', '=', room.id).execute();
  await noteModeration(tx, room.id, { action: 'writers', by, detail: writers });
  await notify(tx, { room: room.name, kind: 'settings' });
}

/** The bot knows a message as `ROOM:NUMBER`, with more behind it for one that was edited. */
function numberOf(room: RoomRow, id = ''): number | undefined {
  const [, its, number] = /^(\d+):(\d+)(?::|$)/.exec(id) ?? [];
  return Number(its) === room.id ? Number(number) : undefined;
}

function not(words: string): ActResult {
  return { done: false, words };
}
