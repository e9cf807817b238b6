import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

export interface NewLine {
  readonly room: string;
  readonly message: string;
  readonly name: string;
  /** Who said it beyond doubt: `account:ann` or `id:44`. */
  readonly person?: string | undefined;
  readonly network: string;
  readonly text: string;
  readonly action: boolean;
  /** The message of the same room that it answers. */
  readonly replyTo?: string | undefined;
}

/** Keeps a line and that it is to be told in these rooms, in one statement; the same message again changes nothing. */
export async function addLine(db: Db, line: NewLine, to: readonly string[]): Promise<boolean> {
  const { room, message, name, person = null, network, text, action, replyTo = null } = line;
  const { rows } = await sql<{ id: number }>`
    with answered as (${messageLine(room, replyTo)}),
      added as (
        insert into lines (room, message, name, person, network, text, action, reply_to)
        values (${room}, ${message}, ${name}, ${person}, ${network}, ${text}, ${action}, (select id from answered))
        on conflict (room, message) do nothing returning id
      ),
      copied as (
        insert into copies (line, room, kind, key)
        select id, unnest(${to}::text[]), 'say', 'say' from added
      )
    select id from added`.execute(db);
  return rows.length > 0;
}

/** The line that a message of a room is: one said there, or one told there of another room. */
function messageLine(room: string, message: string | null) {
  return sql`
    select id from (
      select id from lines where room = ${room} and message = ${message}
      union all
      select line from copies where room = ${room} and messages @> array[${message}::text]
    ) known limit 1`;
}

/**
 * Notes that a line was changed, and that the rooms which have it already are to be told. `key` names the change. A message
 * that is not known is none of ours, nor one of another `account` than the one given, and one whose words are erased stays so.
 */
export async function editLine(
  db: Db,
  change: { room: string; message: string; text: string; key: string; account?: string | undefined },
): Promise<boolean> {
  const { room, message, text, key, account = null } = change;
  const { rows } = await sql<{ id: number }>`
    with changed as (
      update lines set text = ${text}
      where room = ${room} and message = ${message} and text <> ${text} and name <> ''
        and (${account}::text is null or person = 'account:' || lower(${account})) returning id
    ),
    copied as (
      insert into copies (line, room, kind, key)
      select c.line, c.room, 'edit', ${`edit ${key}`} from copies c join changed on changed.id = c.line
      where c.kind = 'say' and c.state in ('sending', 'sent')
      on conflict (line, room, key) do nothing
    )
    select id from changed`.execute(db);
  return rows.length > 0;
}

/** Erases a line that was deleted: rooms that have it are told, and those that have not never will be. */
export async function deleteLine(
  db: Db,
  { room, message }: { room: string; message: string },
): Promise<void> {
  await sql`
    with gone as (
        update lines set name = '', text = '', person = null where room = ${room} and message = ${message} returning id
      ),
      dropped as (
        delete from copies using gone where line = gone.id and state = 'waiting' returning copies.id
      )
    insert into copies (line, room, kind, key)
    select c.line, c.room, 'delete', 'delete' from copies c join gone on gone.id = c.line
    where c.kind = 'say' and c.state in ('sending', 'sent')
    on conflict (line, room, key) do nothing`.execute(db);
}

/** Erases names and words after so many days, and after more of them that there was a line. */
export async function forgetLines(
  db: Db,
  { wordsAfter, allAfter }: { wordsAfter: number; allAfter: number },
): Promise<void> {
  await sql`
    update lines set name = '', text = '', person = null
    where name <> '' and at < now() - make_interval(days => ${wordsAfter})`.execute(db);
  await sql`delete from lines where at < now() - make_interval(days => ${allAfter})`.execute(db);
}

/**
 * Erases names and words of what these persons have said, or whoever was called so, in rooms whose ids begin so; in all unless
 * given. What other rooms have not been told yet never will be. Gives how many lines that were.
 */
export async function eraseLines(
  db: Db,
  whose: { persons: readonly string[]; names: readonly string[]; rooms?: readonly string[] | undefined },
): Promise<number> {
  const { rooms = [''] } = whose;
  const [persons, names] = [whose.persons, whose.names].map(all => all.map(one => one.toLowerCase()));
  const { numAffectedRows } = await sql`
    with found as (
      select id from lines
      where name <> '' and (person = any(${persons}::text[]) or lower(name) = any(${names}::text[]))
        and exists (select from unnest(${rooms}::text[]) prefix where starts_with(room, prefix))
    ),
    withdrawn as (
      delete from copies using found where line = found.id and state = 'waiting' and kind <> 'delete'
    )
    update lines set name = '', text = '', person = null from found where lines.id = found.id`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What somebody said in a room and has not been told elsewhere yet never will be: all of it, or one message. Gives how many copies that were. */
export async function withdrawLines(
  db: Db,
  { room, name, message = null }: { room: string; name: string; message?: string | null },
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from copies using lines l
    where copies.line = l.id and copies.state = 'waiting' and l.room = ${room} and l.name = ${name}
      and (${message}::text is null or l.message = ${message})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
