// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.
import type { ColumnType, Generated } from 'kysely';

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
}

export interface RemindersTable {
  id: Generated<string>;
  room: string;
  asked_by: string;
  told: string;
  text: string;
  due_at: ColumnType<Date, Date | string, Date | string>;
  asked_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface Schema {
  quote_numbers: QuoteNumbersTable;
  quotes: QuotesTable;
  reminders: RemindersTable;
}
