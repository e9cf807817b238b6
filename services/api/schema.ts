// biome-ignore-all format: written by cli/generate-types.ts from the migrations; run it again after changing them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Json } from '../../core/db/json.ts';

export interface AccountTable {
  id: Generated<string>;
  name: string;
  role: string;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  claimed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  disabled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  recovery_label: string | null;
}

export interface AuditTable {
  at: ColumnType<Date, Date | string | undefined, Date | string>;
  account_id: string | null;
  account_name: string | null;
  action: string;
  area: GeneratedAlways<string>;
  subject: Generated<string>;
  detail: ColumnType<Json, string | undefined, string>;
  address: string | null;
  id: GeneratedAlways<number>;
}

export interface AuthorizationCodeTable {
  hash: Buffer;
  account_id: string;
  client_id: string;
  client_name: string;
  redirect_uri: string;
  scopes: string[];
  challenge: string;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  token_id: string | null;
}

export interface BlockTable {
  id: Generated<string>;
  kind: string;
  value: string;
  note: Generated<string>;
  account_id: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface ClosedThreadTable {
  post_id: string;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface CommenterTable {
  id: Generated<string>;
  name: string;
  name_key: string;
  code_hash: Buffer;
  established_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  trusted: Generated<boolean>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  used_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface DaySecretTable {
  day: string;
  secret: Buffer;
}

export interface DecisionTable {
  id: GeneratedAlways<number>;
  batch: string;
  response_id: string;
  action: string;
  made_by: string;
  account_id: string | null;
  before: ColumnType<Json, string, string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface DeletedPostTable {
  id: string;
  slug: string;
  input: ColumnType<Json, string, string>;
  properties: ColumnType<Json, string, string>;
  responses: ColumnType<Json, string, string>;
  deleted_at: ColumnType<Date, Date | string | undefined, Date | string>;
  more: ColumnType<Json, string | undefined, string>;
  account_id: string | null;
}

export interface FeedbackTable {
  id: Generated<string>;
  post_id: string;
  visitor: Buffer;
  useful: boolean;
  words: Generated<string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface GuessTable {
  key: Buffer;
  failures: Generated<number>;
  next_at: ColumnType<Date, Date | string | undefined, Date | string>;
  seen_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface HubSubscriptionTable {
  id: Generated<string>;
  topic: string;
  callback: string;
  host: string;
  secret: string | null;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface HubTopicTable {
  topic: string;
  hash: Buffer;
  type: string;
  body: Buffer;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface IdempotencyTable {
  account_id: string;
  key: string;
  request_hash: Buffer;
  response: ColumnType<Json | null, string | null | undefined, string | null>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface InvitationTable {
  id: Generated<string>;
  hash: Buffer;
  role: string;
  note: Generated<string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  account_id: string | null;
}

export interface KeptAnswerTable {
  caller: string;
  key_hash: Buffer;
  request_hash: Buffer;
  answer: Buffer | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface LetterTable {
  id: Generated<string>;
  about: string;
  kind: string;
  response_id: string | null;
  subscriber_id: string | null;
  due_at: ColumnType<Date, Date | string | undefined, Date | string>;
  attempts: Generated<number>;
  sent_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  failure: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface MediaTable {
  id: Generated<string>;
  path: string;
  name: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  responsive: Generated<boolean>;
  alt: Generated<string>;
  search: string;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface MediaUseTable {
  post_id: string;
  hash: string;
}

export interface MentionTable {
  id: Generated<string>;
  source: string;
  target: string;
  host: string;
  post_id: string | null;
  origin: string;
  vouch: string | null;
  state: Generated<string>;
  reason: string | null;
  response_id: string | null;
  photo_source: string | null;
  received_at: ColumnType<Date, Date | string | undefined, Date | string>;
  checked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface MentionDomainTable {
  domain: string;
  verdict: string;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface MicropubUploadTable {
  path: string;
  account_id: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface OldSlugTable {
  slug: string;
  post_id: string;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface OutboxTable {
  id: GeneratedAlways<number>;
  event: string;
  data: ColumnType<Json, string, string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PageChangeTable {
  id: GeneratedAlways<number>;
  post_id: string | null;
  xid: Generated<string>;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PasskeyTable {
  id: string;
  account_id: string;
  name: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  backed_up: boolean;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface PasskeyChallengeTable {
  hash: Buffer;
  browser: Buffer;
  account_id: string | null;
  expires_at: ColumnType<Date, Date | string, Date | string>;
}

export interface PostTable {
  id: string;
  slug: string;
  status: string;
  title: string;
  markdown: string;
  html: string;
  summary: string;
  summary_given: string | null;
  search: string;
  language: string | null;
  words: number;
  minutes: number;
  version: Generated<number>;
  created_at: ColumnType<Date, Date | string, Date | string>;
  updated_at: ColumnType<Date, Date | string, Date | string>;
  published_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  sort_at: GeneratedAlways<Date>;
  source: string | null;
  source_hash: Buffer | null;
  kind: Generated<string>;
  visibility: Generated<string>;
  pinned: Generated<boolean>;
  target_url: string | null;
  target_title: string | null;
  rsvp: string | null;
  photos: ColumnType<Json, string | undefined, string>;
  canonical: string | null;
  series: string | null;
  listed: GeneratedAlways<boolean>;
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>;
  changed_by: string | null;
  renderer: Generated<number>;
  part: Generated<number>;
}

export interface PostPageTable {
  post_id: string;
  seen: string;
  content: string;
  made_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PostPropertyTable {
  post_id: string;
  properties: ColumnType<Json, string, string>;
}

export interface PostRevisionTable {
  post_id: string;
  version: number;
  snapshot: ColumnType<Json, string, string>;
  account_id: string | null;
  at: ColumnType<Date, Date | string, Date | string>;
  kept_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface PostTagTable {
  post_id: string;
  tag: string;
  position: number;
  public_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface RecoveryCodeTable {
  account_id: string;
  hash: Buffer;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface RedirectTable {
  path: string;
  target: string | null;
  status: number;
  automatic: Generated<boolean>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface ResponseTable {
  id: Generated<string>;
  post_id: string;
  kind: string;
  origin: string;
  status: string;
  parent_id: string | null;
  author_name: string;
  author_url: string | null;
  author_photo: string | null;
  verified: Generated<boolean>;
  account_id: string | null;
  markdown: Generated<string>;
  html: Generated<string>;
  text: Generated<string>;
  source_url: string | null;
  target_url: string | null;
  rsvp: string | null;
  version: Generated<number>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  received_at: ColumnType<Date, Date | string | undefined, Date | string>;
  edited_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  commenter_id: string | null;
  address_hash: Buffer | null;
  words_hash: Buffer | null;
  reasons: Generated<string[]>;
  told_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  subscriber_id: string | null;
  site_url: string | null;
}

export interface RevisionTable {
  single: Generated<boolean>;
  value: number;
}

export interface SentMentionTable {
  id: Generated<string>;
  post_id: string;
  source: string;
  target: string;
  state: Generated<string>;
  linked: Generated<boolean>;
  endpoint: string | null;
  status: number | null;
  answer: string | null;
  round: Generated<number>;
  tries: Generated<number>;
  next_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  tried_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface SeriesTable {
  slug: string;
  name: string;
  description: Generated<string>;
}

export interface SessionTable {
  id: Generated<string>;
  account_id: string;
  hash: Buffer;
  user_agent: Generated<string>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  used_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
  method: Generated<string>;
}

export interface SettingTable {
  key: string;
  value: ColumnType<Json, string, string>;
}

export interface SetupCodeTable {
  single: Generated<boolean>;
  hash: Buffer;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface SignInLinkTable {
  hash: Buffer;
  account_id: string;
  expires_at: ColumnType<Date, Date | string, Date | string>;
}

export interface SiteImportTable {
  id: Generated<string>;
  account_id: string | null;
  name: string;
  bytes: Generated<number>;
  kind: string | null;
  state: Generated<string>;
  dry_run: Generated<boolean>;
  tell: Generated<boolean>;
  keep_media: Generated<boolean>;
  site: string | null;
  stop_asked: Generated<boolean>;
  runs: Generated<number>;
  step: string | null;
  done: Generated<number>;
  total: number | null;
  counts: ColumnType<Json | null, string | null | undefined, string | null>;
  failed: Generated<number>;
  failures: ColumnType<Json, string | undefined, string>;
  warned: Generated<number>;
  warnings: ColumnType<Json, string | undefined, string>;
  problem: string | null;
  kept: Generated<boolean>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  begun_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface SubscriberTable {
  id: Generated<string>;
  email_hash: Buffer;
  email: string | null;
  asked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface TagTable {
  slug: string;
  name: string;
  description: Generated<string>;
}

export interface TokenTable {
  id: Generated<string>;
  account_id: string;
  name: string;
  hash: Buffer;
  scopes: string[];
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  client_id: string | null;
  granted: string[] | null;
  refresh_hash: Buffer | null;
  refresh_before: Buffer | null;
}

export interface UsedChallengeTable {
  id: Buffer;
  expires_at: ColumnType<Date, Date | string, Date | string>;
}

export interface WebIdentityTable {
  hash: Buffer;
  url: string;
  name: string;
  photo: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  expires_at: ColumnType<Date, Date | string, Date | string>;
}

export interface WebSignInTable {
  hash: Buffer;
  verifier: string;
  seen: string[];
  authorization_endpoint: string;
  issuer: string | null;
  next: string;
  expires_at: ColumnType<Date, Date | string, Date | string>;
}

export interface WebhookTable {
  id: Generated<string>;
  url: string;
  events: string[];
  secret: string;
  active: Generated<boolean>;
  failing_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  problem: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface WebhookDeliveryTable {
  id: Generated<string>;
  webhook_id: string;
  message: string;
  event: string;
  body: string;
  state: Generated<string>;
  status: number | null;
  answer: string | null;
  round: Generated<number>;
  tries: Generated<number>;
  next_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
  tried_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface WorkingCopyTable {
  post_id: string;
  account_id: string;
  base_version: number;
  version: Generated<number>;
  content: string;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface WriteAllowanceTable {
  account_id: string;
  left_over: number;
  at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface Schema {
  account: AccountTable;
  audit: AuditTable;
  authorization_code: AuthorizationCodeTable;
  block: BlockTable;
  closed_thread: ClosedThreadTable;
  commenter: CommenterTable;
  day_secret: DaySecretTable;
  decision: DecisionTable;
  deleted_post: DeletedPostTable;
  feedback: FeedbackTable;
  guess: GuessTable;
  hub_subscription: HubSubscriptionTable;
  hub_topic: HubTopicTable;
  idempotency: IdempotencyTable;
  invitation: InvitationTable;
  kept_answer: KeptAnswerTable;
  letter: LetterTable;
  media: MediaTable;
  media_use: MediaUseTable;
  mention: MentionTable;
  mention_domain: MentionDomainTable;
  micropub_upload: MicropubUploadTable;
  old_slug: OldSlugTable;
  outbox: OutboxTable;
  page_change: PageChangeTable;
  passkey: PasskeyTable;
  passkey_challenge: PasskeyChallengeTable;
  post: PostTable;
  post_page: PostPageTable;
  post_property: PostPropertyTable;
  post_revision: PostRevisionTable;
  post_tag: PostTagTable;
  recovery_code: RecoveryCodeTable;
  redirect: RedirectTable;
  response: ResponseTable;
  revision: RevisionTable;
  sent_mention: SentMentionTable;
  series: SeriesTable;
  session: SessionTable;
  setting: SettingTable;
  setup_code: SetupCodeTable;
  sign_in_link: SignInLinkTable;
  site_import: SiteImportTable;
  subscriber: SubscriberTable;
  tag: TagTable;
  token: TokenTable;
  used_challenge: UsedChallengeTable;
  web_identity: WebIdentityTable;
  web_sign_in: WebSignInTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  working_copy: WorkingCopyTable;
  write_allowance: WriteAllowanceTable;
}
