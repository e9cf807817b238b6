// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

export interface DaySecretsTable {
  day: string;
  secret: Buffer;
}

export interface GuestNetworksTable {
  person_id: number;
  hashes: Buffer[];
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface MessagesTable {
  room_id: number;
  number: number;
  changed: number;
  person_id: number | null;
  name: string;
  role: string;
  nonce: string;
  markdown: string;
  html: string;
  text: string;
  reply_to: number | null;
  mentions: Generated<number[]>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  edited_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  deleted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  link: string | null;
  action: Generated<boolean>;
}

export interface ModerationTable {
  id: GeneratedAlways<number>;
  room_id: number;
  action: string;
  by_name: string;
  person_name: string | null;
  number: number | null;
  detail: string | null;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PeopleTable {
  id: GeneratedAlways<number>;
  account: string | null;
  secret: Buffer | null;
  name: string;
  likeness: string;
  seen_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PreviewsTable {
  url: string;
  found: boolean;
  title: Generated<string>;
  about: Generated<string>;
  site: Generated<string>;
  image: string | null;
  fetched_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface ReactionsTable {
  room_id: number;
  number: number;
  person_id: number;
  emoji: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface ReadsTable {
  person_id: number;
  room_id: number;
  number: number;
}

export interface RoomsTable {
  id: GeneratedAlways<number>;
  name: string;
  title: string;
  topic: Generated<string>;
  writers: Generated<string>;
  slow_seconds: Generated<number>;
  filters: Generated<string[]>;
  pinned: number | null;
  keep_days: number | null;
  bot: Generated<boolean>;
  last_number: Generated<number>;
  last_change: Generated<number>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  previews: Generated<boolean>;
  readers: Generated<string>;
}

export interface SanctionsTable {
  id: GeneratedAlways<number>;
  room_id: number;
  person_id: number;
  kind: string;
  by_name: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  networks: Generated<Buffer[]>;
  networks_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface Schema {
  day_secrets: DaySecretsTable;
  guest_networks: GuestNetworksTable;
  messages: MessagesTable;
  moderation: ModerationTable;
  people: PeopleTable;
  previews: PreviewsTable;
  reactions: ReactionsTable;
  reads: ReadsTable;
  rooms: RoomsTable;
  sanctions: SanctionsTable;
}
