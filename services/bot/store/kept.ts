import type { Schema } from '../schema.ts';
import { KEPT_DAYS } from './decisions.ts';
import { POLL_DAYS } from './polls.ts';
import { MET_DAYS } from './rules.ts';
import { SEEN_DAYS } from './spoken.ts';
import { STRIKE_DAYS } from './strikes.ts';
import { TELL_DAYS } from './tells.ts';

/** Who is in a row, in SQL: known beyond doubt where the network tells it (`account:ann`, `id:44`, `host:…`, else `name:ann`), and as it was shown. */
interface Who {
  readonly person?: string;
  readonly name?: string;
}

/** One table in which people stand, what an export shows of its rows, and what becomes of them when somebody is forgotten. */
export interface KeptTable {
  readonly table: keyof Schema;
  /** For people: what it is, and for how long it is kept. */
  readonly what: string;
  readonly until: string;
  /** For people: what stays of it when they are forgotten; nothing unless given. */
  readonly after?: string;
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
    what: 'What you said',
    until: 'in rooms that are logged, for the hours that stand above',
    who: [{ person: 'person', name: 'name' }],
    shows: { room: 'room', name: 'name', text: 'text', at: 'said_at' },
    forget: 'delete',
  },
  {
    table: 'reminders',
    what: 'Reminders',
    until: 'until they were said or are taken back',
    who: [{ person: 'asked_by_person', name: 'asked_by' }, { name: 'told' }],
    shows: { room: 'room', by: 'asked_by', told: 'told', text: 'text', dueAt: 'due_at' },
    forget: 'delete',
  },
  {
    table: 'quotes',
    what: 'Quotes that you added',
    until: 'with your name, until they are deleted',
    who: [{ person: 'added_by_person', name: 'added_by' }],
    shows: { room: 'room', number: 'number', text: 'text', at: 'added_at' },
    forget: 'delete',
  },
  {
    table: 'tells',
    what: 'What you leave for somebody, or somebody for you',
    until: `until it was told, at most ${TELL_DAYS} days`,
    who: [{ person: 'told_by_person', name: 'told_by' }, { name: 'told' }],
    shows: { room: 'room', told: 'told', by: 'told_by', text: 'text', at: 'at' },
    forget: 'delete',
  },
  {
    table: 'spoken',
    what: 'When you last spoke',
    until: `and nothing of what you said, in rooms that keep it, for ${SEEN_DAYS} days`,
    who: [{ person: 'person', name: 'name' }],
    shows: { room: 'room', name: 'name', at: 'at' },
    forget: 'delete',
  },
  {
    table: 'met',
    what: 'That you were met',
    until: `in rooms with rules for newcomers, until you were not there for ${MET_DAYS} days`,
    who: [{ person: 'person' }],
    shows: { room: 'room', person: 'person', firstAt: 'first_at', lastOn: 'seen_on::text' },
    forget: 'delete',
  },
  {
    table: 'polls',
    what: 'Polls that you opened',
    until: `for ${POLL_DAYS} days`,
    after: 'The poll stays, without your name.',
    who: [{ person: 'opened_by_person', name: 'opened_by' }],
    shows: { room: 'room', question: 'question', at: 'opened_at' },
    // What a room was asked is the room's.
    forget: { opened_by: `'somebody'`, opened_by_person: `''` },
  },
  {
    table: 'poll_votes',
    what: 'What you voted for',
    until: `until the poll is closed, at most ${POLL_DAYS} days`,
    who: [{ person: 'person' }],
    room: '(select p.room from polls p where p.id = poll)',
    shows: { question: '(select p.question from polls p where p.id = poll)', choice: 'choice' },
    forget: 'delete',
  },
  {
    table: 'command_people',
    what: 'That you used a command of this place',
    until: 'for a day, where it has a pause for each person',
    who: [{ person: 'person' }],
    shows: { room: 'room', command: '(select c.name from commands c where c.id = command)', at: 'used_at' },
    forget: 'delete',
  },
  {
    table: 'confirmations',
    what: 'What you are asked to confirm',
    until: 'for two minutes',
    who: [{ person: 'person' }],
    shows: { room: 'room', action: 'action', arguments: 'arguments', at: 'asked_at' },
    forget: 'delete',
  },
  {
    table: 'heard',
    what: 'What you ask the bot',
    until:
      'with your name and what your network says of you (account, address), for an hour after it was answered',
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
    what: 'What the bot answers',
    until: 'for an hour after it was shown, and for a day where nobody listens',
    who: [{ name: `answer ->> 'to'` }],
    shows: { room: 'room', text: `answer ->> 'text'`, at: 'said_at' },
    forget: 'delete',
    when: 'taken_at is not null',
  },
  {
    table: 'decisions',
    what: 'What rules or moderators did to you',
    until: `with what you had said, for ${KEPT_DAYS} days, so that it can be taken back`,
    after:
      'That it was done stays, without your name and words; of a ban in force, also what lifts it. So does who did it.',
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
    what: 'That you broke a rule',
    until: `for as long as it counts in the room, at most ${STRIKE_DAYS} days`,
    after: 'It stays, and counts on: only the owner has it forgotten.',
    who: [{ person: 'person' }],
    shows: { room: 'room', at: 'at', takenBack: 'taken_back' },
    forget: 'delete',
    ownerAlone: true,
  },
];
