/** How a table goes into an export, and back in. */
export interface ExportedTable {
  readonly table: string;
  /** What tells two rows apart; also the order of the rows, unless there is one of its own. */
  readonly key: readonly string[];
  /** A row comes after those that it refers to in its own table. */
  readonly order?: readonly string[];
  /** Columns that are made anew, or belong to the machine. */
  readonly omit?: readonly string[];
  /** Columns that older exports have and that mean nothing any more. */
  readonly gone?: readonly string[];
}

/** Posts are files of their own; what is made anew from their text is not kept. */
export const POST_TABLE: ExportedTable = {
  table: 'post',
  key: ['id'],
  omit: ['html', 'summary', 'search', 'words', 'minutes', 'sort_at', 'listed', 'renderer'],
};

/** Every table of an export in the order in which they go back in: what is referred to comes first. */
export const EXPORTED: readonly ExportedTable[] = [
  { table: 'account', key: ['id'], omit: ['claimed_at', 'recovery_label'] },
  { table: 'setting', key: ['key'] },
  { table: 'media', key: ['id'], omit: ['search'] },
  { table: 'tag', key: ['slug'] },
  { table: 'series', key: ['slug'] },
  POST_TABLE,
  { table: 'old_slug', key: ['slug'] },
  { table: 'redirect', key: ['path'] },
  { table: 'post_revision', key: ['post_id', 'version'] },
  { table: 'post_property', key: ['post_id'] },
  { table: 'working_copy', key: ['post_id', 'account_id'] },
  { table: 'deleted_post', key: ['id'] },
  { table: 'commenter', key: ['id'] },
  { table: 'subscriber', key: ['id'] },
  { table: 'response', key: ['id'], order: ['received_at', 'id'] },
  {
    table: 'decision',
    key: ['batch', 'response_id', 'action'],
    order: ['decision.id'],
    omit: ['id'],
  },
  { table: 'closed_thread', key: ['post_id'] },
  { table: 'block', key: ['id'] },
  { table: 'feedback', key: ['id'] },
  { table: 'mention', key: ['id'] },
  { table: 'mention_domain', key: ['domain'] },
  { table: 'sent_mention', key: ['id'] },
  { table: 'hub_subscription', key: ['id'], gone: ['tries'] },
  { table: 'webhook', key: ['id'] },
  { table: 'micropub_upload', key: ['path'] },
];

const IN_POSTS = 'It stands in the posts.';
const LETS_IN = 'It lets somebody in, and does so on this machine alone.';
const PASSING = 'It holds for minutes or days.';
const FROM_HERE = 'What waits to be sent is sent from here.';
const MADE_ANEW = 'It is made anew.';

/** The tables that no export holds, each with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  post_tag: IN_POSTS,
  media_use: MADE_ANEW,
  post_page: MADE_ANEW,
  page_change: MADE_ANEW,
  revision: MADE_ANEW,
  hub_topic: MADE_ANEW,
  token: LETS_IN,
  session: LETS_IN,
  passkey: LETS_IN,
  passkey_challenge: LETS_IN,
  recovery_code: LETS_IN,
  sign_in_link: LETS_IN,
  setup_code: LETS_IN,
  invitation: LETS_IN,
  authorization_code: LETS_IN,
  web_sign_in: LETS_IN,
  web_identity: LETS_IN,
  site_import: PASSING,
  idempotency: PASSING,
  kept_answer: PASSING,
  write_allowance: PASSING,
  guess: PASSING,
  used_challenge: PASSING,
  day_secret: PASSING,
  outbox: FROM_HERE,
  letter: FROM_HERE,
  webhook_delivery: FROM_HERE,
  audit: 'It tells what was done on this machine.',
};
