// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Json } from '../../core/db/json.ts';

export interface BridgesTable {
  id: GeneratedAlways<number>;
  name: string;
  rooms: string[];
  options: ColumnType<Json, string | undefined, string>;
  paused: Generated<boolean>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface CopiesTable {
  id: GeneratedAlways<number>;
  line: number;
  room: string;
  kind: string;
  key: string;
  state: Generated<string>;
  messages: Generated<string[]>;
  problem: string | null;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface CursorsTable {
  name: string;
  value: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface LinesTable {
  id: GeneratedAlways<number>;
  room: string;
  message: string;
  name: string;
  network: string;
  text: string;
  action: Generated<boolean>;
  reply_to: number | null;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  person: string | null;
}

export interface LocksTable {
  room: string;
  undo: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface SecretsTable {
  name: string;
  sealed: Buffer;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface Schema {
  bridges: BridgesTable;
  copies: CopiesTable;
  cursors: CursorsTable;
  lines: LinesTable;
  locks: LocksTable;
  secrets: SecretsTable;
}
