// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Json } from '../../core/db/json.ts';

export interface AnswersTable {
  id: GeneratedAlways<number>;
  room: string;
  answer: ColumnType<Json, string, string>;
  key: string | null;
  said_at: ColumnType<Date, Date | string | undefined, Date | string>;
  taken_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface CommandPeopleTable {
  command: number;
  room: string;
  person: string;
  used_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface CommandUsesTable {
  command: number;
  room: string;
  count: Generated<number>;
  used_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface CommandsTable {
  id: GeneratedAlways<number>;
  room: Generated<string>;
  name: string;
  aliases: Generated<string[]>;
  text: string;
  cooldown: Generated<number>;
  person_cooldown: Generated<number>;
  needs: Generated<string>;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface ConfirmationsTable {
  room: string;
  person: string;
  action: string;
  arguments: string;
  asked_at: ColumnType<Date, Date | string | undefined, Date | string>;
  options: ColumnType<Json | null, string | null | undefined, string | null>;
}

export interface CountersTable {
  room: string;
  name: string;
  value: Generated<number>;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface DecisionsTable {
  id: GeneratedAlways<number>;
  room: string;
  person: string | null;
  name: string | null;
  rule: string;
  reason: string;
  act: string;
  minutes: number | null;
  text: string | null;
  message_id: string | null;
  done_by: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  state: Generated<string>;
  told: string | null;
  undo: string | null;
  undone_by: string | null;
  undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  follows: Generated<boolean>;
  more: Generated<number>;
  refused: Generated<number>;
  lift_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface EffectsTable {
  heard: number;
  step: string;
  result: ColumnType<Json | null, string | null | undefined, string | null>;
}

export interface HeardTable {
  id: GeneratedAlways<number>;
  room: string;
  message_id: string;
  message: ColumnType<Json, string, string>;
  accepted_at: ColumnType<Date, Date | string | undefined, Date | string>;
  done_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface LeadersTable {
  room: string;
  process: string;
}

export interface LogLinesTable {
  id: GeneratedAlways<number>;
  room: string;
  person: string | null;
  name: string;
  message_id: string | null;
  text: string;
  said_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface MetTable {
  room: string;
  person: string;
  first_at: ColumnType<Date, Date | string | undefined, Date | string>;
  seen_on: Generated<string>;
}

export interface PollVotesTable {
  poll: number;
  person: string;
  choice: number;
}

export interface PollsTable {
  id: GeneratedAlways<number>;
  room: string;
  question: string;
  options: string[];
  opened_by: string;
  opened_by_person: string;
  opened_at: ColumnType<Date, Date | string | undefined, Date | string>;
  closed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  counts: number[] | null;
}

export interface ProcessesTable {
  id: string;
  seen_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface QuoteNumbersTable {
  room: string;
  last: number;
}

export interface QuotesTable {
  room: string;
  number: number;
  text: string;
  added_by: string;
  added_at: ColumnType<Date, Date | string | undefined, Date | string>;
  added_by_person: string | null;
}

export interface RemindersTable {
  id: Generated<string>;
  room: string;
  asked_by: string;
  told: string;
  text: string;
  due_at: ColumnType<Date, Date | string, Date | string>;
  asked_at: ColumnType<Date, Date | string | undefined, Date | string>;
  asked_by_person: string | null;
}

export interface RevisionsTable {
  kind: string;
  revision: number;
}

export interface RoomOptionsTable {
  room: string;
  prefix: string | null;
  off: Generated<string[]>;
  moderators: Generated<string[]>;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
  titles: Generated<boolean>;
  logged: Generated<boolean>;
  log_hours: Generated<number>;
  language: string | null;
  translated: Generated<boolean>;
  seen: Generated<boolean>;
  time_zone: string | null;
}

export interface RoomRulesTable {
  room: string;
  rules: ColumnType<Json, string, string>;
  met_since: ColumnType<Date, Date | string | undefined, Date | string>;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface SpokenTable {
  room: string;
  person: string;
  name: string;
  at: ColumnType<Date, Date | string, Date | string>;
}

export interface StrikesTable {
  id: GeneratedAlways<number>;
  room: string;
  person: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  taken_back: Generated<boolean>;
  process: string;
}

export interface TellsTable {
  id: GeneratedAlways<number>;
  room: string;
  told: string;
  told_by: string;
  told_by_person: string;
  text: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface TimersTable {
  id: GeneratedAlways<number>;
  room: string;
  text: string;
  minutes: number;
  min_lines: Generated<number>;
  active: Generated<boolean>;
  lines: Generated<number>;
  next_at: ColumnType<Date, Date | string, Date | string>;
  round: Generated<number>;
  said_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface Schema {
  answers: AnswersTable;
  command_people: CommandPeopleTable;
  command_uses: CommandUsesTable;
  commands: CommandsTable;
  confirmations: ConfirmationsTable;
  counters: CountersTable;
  decisions: DecisionsTable;
  effects: EffectsTable;
  heard: HeardTable;
  leaders: LeadersTable;
  log_lines: LogLinesTable;
  met: MetTable;
  poll_votes: PollVotesTable;
  polls: PollsTable;
  processes: ProcessesTable;
  quote_numbers: QuoteNumbersTable;
  quotes: QuotesTable;
  reminders: RemindersTable;
  revisions: RevisionsTable;
  room_options: RoomOptionsTable;
  room_rules: RoomRulesTable;
  spoken: SpokenTable;
  strikes: StrikesTable;
  tells: TellsTable;
  timers: TimersTable;
}
