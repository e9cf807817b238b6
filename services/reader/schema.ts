// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Json } from '../../core/db/json.ts';

export interface AddressesTable {
  url: string;
  feed_id: number;
}

export interface AppPasswordsTable {
  id: GeneratedAlways<number>;
  reader_id: number;
  name: string;
  login: string;
  secret_hash: Buffer;
  auth_hash: Buffer;
  fever_hash: Buffer;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface EndedPushesTable {
  callback: string;
  hub: string;
  topic: string;
  lease_until: ColumnType<Date, Date | string, Date | string>;
  failures: Generated<number>;
  next_ask_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface EpisodePartsTable {
  item_id: number;
  part: string;
  url: string;
  content: ColumnType<Json | null, string | null | undefined, string | null>;
  problem: string | null;
  fetched_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface FeedIconsTable {
  feed_id: number;
  icon: string | null;
  next_fetch_at: ColumnType<Date, Date | string, Date | string>;
}

export interface FeedOptionsTable {
  feed_id: number;
  user_agent: string | null;
  sealed: Buffer | null;
}

export interface FeedReadingTable {
  feed_id: number;
  full_text: boolean;
  content: string | null;
  remove: string | null;
}

export interface FeedsTable {
  id: GeneratedAlways<number>;
  url: string;
  title: Generated<string>;
  site_url: string | null;
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
  next_reason: Generated<string>;
  rhythm_seconds: number | null;
  claim: string | null;
  quiet_polls: Generated<number>;
  host: GeneratedAlways<string | null>;
  saved: Generated<boolean>;
  description: string | null;
  language: string | null;
  poll_ms: Generated<number>;
  move_url: string | null;
  move_kept: string | null;
  asked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  funding: ColumnType<Json | null, string | null | undefined, string | null>;
  icon_url: string | null;
}

export interface FullTextsTable {
  item_id: number;
  html: string | null;
  words: Generated<string>;
  fetched_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  failures: Generated<number>;
  problem: string | null;
  next_fetch_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface HostsTable {
  name: string;
  rest_until: ColumnType<Date, Date | string, Date | string>;
}

export interface IconsTable {
  hash: string;
  type: string;
  data: Buffer;
}

export interface ImportProblemsTable {
  import_id: number;
  number: number;
  place: string;
  what: string;
  problem: string;
}

export interface ImportsTable {
  id: GeneratedAlways<number>;
  reader_id: number;
  name: string;
  file: Buffer | null;
  public: boolean;
  begun_at: ColumnType<Date, Date | string | undefined, Date | string>;
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  total: number | null;
  done: Generated<number>;
  added: Generated<number>;
  known: Generated<number>;
  skipped: Generated<number>;
  invalid: Generated<number>;
  problem: string | null;
}

export interface ItemsTable {
  id: GeneratedAlways<number>;
  feed_id: number;
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
  url_key: Buffer | null;
  text_key: Buffer | null;
  revised_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  categories: Generated<string[]>;
  image: string | null;
  enclosures: ColumnType<Json, string | undefined, string>;
  comments_url: string | null;
  chapters_url: string | null;
  transcript_url: string | null;
  episode: ColumnType<Json | null, string | null | undefined, string | null>;
}

export interface MarksTable {
  reader_id: number;
  item_id: number;
  starred_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  tags: Generated<string[]>;
  hidden: Generated<boolean>;
  recommended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  comment: Generated<string>;
  positions: ColumnType<Json | null, string | null | undefined, string | null>;
}

export interface MessagesTable {
  id: Generated<string>;
  number: GeneratedAlways<number>;
  room: string;
  text: string;
  made_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface NoticesTable {
  reader_id: number;
  item_id: number;
  rule: string;
  made_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PollLogTable {
  id: GeneratedAlways<number>;
  feed_id: number;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  outcome: string;
  status: number | null;
  words: string;
  bytes: number;
  ms: number;
  added: number;
}

export interface PushesTable {
  feed_id: number;
  hub: string;
  topic: string;
  callback: string;
  secret: Buffer;
  state: string;
  problem: string | null;
  failures: Generated<number>;
  missed: Generated<number>;
  lease_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  pushed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  next_ask_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface ReadersTable {
  id: GeneratedAlways<number>;
  account: string;
  epoch: Generated<number>;
  last_epoch: Generated<number>;
  saved_feed_id: number | null;
}

export interface RulesTable {
  id: GeneratedAlways<number>;
  reader_id: number;
  position: number;
  name: string;
  match: ColumnType<Json, string, string>;
  actions: ColumnType<Json, string, string>;
  enabled: Generated<boolean>;
  apply_below: number | null;
  applied_looked: number | null;
  applied_total: number | null;
  applied_matched: number | null;
}

export interface SourcesTable {
  feed_id: number;
  key: Buffer;
  item_id: number;
  content_hash: Buffer;
  published_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SubscriptionsTable {
  reader_id: number;
  feed_id: number;
  title: string | null;
  tags: Generated<string[]>;
  public: boolean;
  unread: Generated<number>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  language: string | null;
}

export interface UndosTable {
  id: Generated<string>;
  reader_id: number;
  made_at: ColumnType<Date, Date | string | undefined, Date | string>;
  item_ids: number[] | null;
  epoch: number | null;
  part: Generated<boolean>;
}

export interface UnreadTable {
  item_id: number;
  reader_id: number;
  feed_id: number;
  epoch: number;
  published_at: ColumnType<Date, Date | string, Date | string>;
}

export interface Schema {
  addresses: AddressesTable;
  app_passwords: AppPasswordsTable;
  ended_pushes: EndedPushesTable;
  episode_parts: EpisodePartsTable;
  feed_icons: FeedIconsTable;
  feed_options: FeedOptionsTable;
  feed_reading: FeedReadingTable;
  feeds: FeedsTable;
  full_texts: FullTextsTable;
  hosts: HostsTable;
  icons: IconsTable;
  import_problems: ImportProblemsTable;
  imports: ImportsTable;
  items: ItemsTable;
  marks: MarksTable;
  messages: MessagesTable;
  notices: NoticesTable;
  poll_log: PollLogTable;
  pushes: PushesTable;
  readers: ReadersTable;
  rules: RulesTable;
  sources: SourcesTable;
  subscriptions: SubscriptionsTable;
  undos: UndosTable;
  unread: UnreadTable;
}
