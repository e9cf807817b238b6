import type { Schema } from '../schema.ts';

/** Who is in a row, in SQL: known beyond doubt where the network tells it (`account:ann`, `id:44`, `host:…`, else `name:ann`), and as it was shown. */
interface Who {
  readonly person?: string;
  readonly name?: string;
}

/** One table in which people stand, what an export shows of its rows, and what becomes of them when somebody is forgotten. */
export interface KeptTable {
  readonly table: keyof Schema;
  readonly who: readonly Who[];
  /** What an export shows: its words, and the SQL of each. */
  readonly shows: Readonly<Record<string, string>>;
  /** `delete`; or what is set, in SQL, in rows that have to stay. */
  readonly forget: 'delete' | Readonly<Record<string, string>>;
  /** Only rows of which this holds, in SQL, are forgotten; the others go by themselves soon. */
  readonly when?: string;
  /** It counts against them: the owner forgets it, and they cannot. */
  readonly ownerAlone?: true;
  /** SQL of the room, where no column has it. */
  readonly room?: string;
  /** Columns with people of whom the row is not told: who did something to others in the way of duty. */
  readonly stays?: readonly string[];
}

/** Everything that the bot keeps of people. A column that names somebody has to be in here: a test compares it with the database. */
export const KEPT: readonly KeptTable[] = [
  {
    table: 'log_lines',
    who: [{ person: 'person', name: 'name' }],
    shows: { room: 'room', name: 'name', text: 'text', at: 'said_at' },
    forget: 'delete',
  },
  {
    table: 'reminders',
    who: [{ person: 'asked_by_person', name: 'asked_by' }, { name: 'told' }],
    shows: { room: 'room', by: 'asked_by', told: 'told', text: 'text', dueAt: 'due_at' },
    forget: 'delete',
  },
  {
    table: 'quotes',
    who: [{ person: 'added_by_person', name: 'added_by' }],
    shows: { room: 'room', number: 'number', text: 'text', at: 'added_at' },
    forget: 'delete',
  },
  {
    table: 'tells',
    who: [{ person: 'told_by_person', name: 'told_by' }, { name: 'told' }],
    shows: { room: 'room', told: 'told', by: 'told_by', text: 'text', at: 'at' },
    forget: 'delete',
  },
  {
    table: 'spoken',
    who: [{ person: 'person', name: 'name' }],
    shows: { room: 'room', name: 'name', at: 'at' },
    forget: 'delete',
  },
  {
    table: 'met',
    who: [{ person: 'person' }],
    shows: { room: 'room', person: 'person', firstAt: 'first_at', lastOn: 'seen_on::text' },
    forget: 'delete',
  },
  {
    table: 'polls',
    who: [{ person: 'opened_by_person', name: 'opened_by' }],
    shows: { room: 'room', question: 'question', at: 'opened_at' },
    // What a room was asked is the room's.
    forget: { opened_by: `'somebody'`, opened_by_person: `''` },
  },
  {
    table: 'poll_votes',
    who: [{ person: 'person' }],
    room: '(select p.room from polls p where p.id = poll)',
    shows: { question: '(select p.question from polls p where p.id = poll)', choice: 'choice' },
    forget: 'delete',
  },
  {
    table: 'command_people',
    who: [{ person: 'person' }],
    shows: { room: 'room', command: '(select c.name from commands c where c.id = command)', at: 'used_at' },
    forget: 'delete',
  },
  {
    table: 'confirmations',
    who: [{ person: 'person' }],
    shows: { room: 'room', action: 'action', arguments: 'arguments', at: 'asked_at' },
    forget: 'delete',
  },
  {
    table: 'heard',
    who: [
      {
        person: `'account:' || lower(message -> 'sender' ->> 'account')`,
        name: `message -> 'sender' ->> 'name'`,
      },
      { person: `'id:' || (message -> 'sender' ->> 'id')`, name: `message -> 'sender' ->> 'name'` },
      {
        person: `'host:' || lower(split_part(message -> 'sender' ->> 'host', '@', 2))`,
        name: `message -> 'sender' ->> 'name'`,
      },
    ],
    shows: { room: 'room', sender: `message -> 'sender'`, text: `message ->> 'text'`, at: 'accepted_at' },
    forget: 'delete',
    // What is being answered at this moment has to be there until it is.
    when: 'done_at is not null',
  },
  {
    table: 'answers',
    who: [{ name: `answer ->> 'to'` }],
    shows: { room: 'room', text: `answer ->> 'text'`, at: 'said_at' },
    forget: 'delete',
    when: 'taken_at is not null',
  },
  {
    table: 'decisions',
    who: [{ person: 'person', name: 'name' }],
    shows: {
      room: 'room',
      name: 'name',
      act: 'act',
      minutes: 'minutes',
      rule: 'rule',
      reason: 'reason',
      text: 'text',
      state: 'state',
      told: 'told',
      at: 'at',
    },
    // That something was done stays for its days, and what it takes to end what is in force.
    forget: {
      // Null would be the room itself.
      person: `''`,
      name: 'null',
      text: 'null',
      message_id: 'null',
      told: 'null',
      reason: `case when rule = 'hand' then '' else reason end`,
      undo: `case when state = 'done' and act in ('timeout', 'ban') then (undo::jsonb - 'message')::text end`,
    },
    stays: ['done_by', 'undone_by'],
  },
  {
    table: 'strikes',
    who: [{ person: 'person' }],
    shows: { room: 'room', at: 'at', takenBack: 'taken_back' },
    forget: 'delete',
    ownerAlone: true,
  },
];
