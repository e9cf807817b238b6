// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

export interface AddressesTable {
  url: string;
  feed_id: number;
}

export interface FeedsTable {
  id: GeneratedAlways<number>;
  url: string;
  title: Generated<string>;
  given_title: string | null;
  site_url: string | null;
  tags: Generated<string[]>;
  public: boolean;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  next_poll_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  polled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  etag: string | null;
  last_modified: string | null;
  body_hash: Buffer | null;
  rest_seconds: Generated<number>;
  skip_hours: Generated<number[]>;
  skip_days: Generated<number[]>;
  newest_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  failures: Generated<number>;
  problem: string | null;
  problem_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface ItemsTable {
  id: GeneratedAlways<number>;
  feed_id: number;
  key: Buffer;
  guid: string;
  content_hash: Buffer;
  url: string | null;
  title: string;
  author: string | null;
  html: string;
  summary: string;
  published_at: ColumnType<Date, Date | string, Date | string>;
  updated_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  seen_at: ColumnType<Date, Date | string | undefined, Date | string>;
  public: boolean;
  words: string;
}

export interface Schema {
  addresses: AddressesTable;
  feeds: FeedsTable;
  items: ItemsTable;
}
