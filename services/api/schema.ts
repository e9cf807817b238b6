import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type DefaultedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;

export interface Account {
  created_at: DefaultedTimestamp;
  id: Generated<string>;
  name: string;
  role: string;
}

export interface Idempotency {
  account_id: string;
  created_at: DefaultedTimestamp;
  key: string;
  request_hash: Buffer;
  response: ColumnType<unknown, string | null | undefined, string | null>;
}

export interface Post {
  created_at: Timestamp;
  html: string;
  id: string;
  language: string | null;
  markdown: string;
  minutes: number;
  published_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  search: string;
  slug: string;
  sort_at: GeneratedAlways<Date>;
  source: string | null;
  source_hash: Buffer | null;
  status: string;
  summary: string;
  summary_given: string | null;
  title: string;
  updated_at: Timestamp;
  version: Generated<number>;
  words: number;
}

export interface PostTag {
  position: number;
  post_id: string;
  public_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  tag: string;
}

export interface Revision {
  single: Generated<boolean>;
  value: number;
}

export interface Setting {
  key: string;
  value: string;
}

export interface SetupCode {
  created_at: DefaultedTimestamp;
  hash: Buffer;
  single: Generated<boolean>;
}

export interface Tag {
  name: string;
  slug: string;
}

export interface Token {
  account_id: string;
  created_at: DefaultedTimestamp;
  hash: Buffer;
  id: Generated<string>;
  name: string;
  scopes: string[];
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface DB {
  account: Account;
  idempotency: Idempotency;
  post: Post;
  post_tag: PostTag;
  revision: Revision;
  setting: Setting;
  setup_code: SetupCode;
  tag: Tag;
  token: Token;
}
