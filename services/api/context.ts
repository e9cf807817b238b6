import type { Kysely } from 'kysely';
import type { Values } from '../../core/config/options.ts';
import type { Fetcher } from '../../core/fetch/index.ts';
import type { Paths } from '../../core/http/described.ts';
import type { Log } from '../../core/log.ts';
import type { Client, Emitter } from '../../core/rpc/contract.ts';
import type { apiOptions } from './config.ts';
import type { apiContract } from './contract.ts';
import type { Queues } from './jobs/queues.ts';
import type { MakeVariant } from './media/images/variants.ts';
import type { Attempts } from './people/attempts.ts';
import type { Schema } from './schema.ts';
import type { Conversation } from './thread/conversation.ts';

/** A service whose routes stand in the site's OpenAPI document. */
export interface Neighbour {
  readonly name: string;
  describeRoutes(): Promise<{ paths: Paths }>;
}

/** What the methods, routes and jobs of this service are given. */
export interface ApiContext {
  readonly db: Kysely<Schema>;
  readonly config: Values<typeof apiOptions>;
  /** This service as others call it, for what is done by its own methods in the background. */
  readonly own: Client<typeof apiContract>;
  /** Public origin of the site, without a trailing slash. */
  readonly origin: string;
  /** Directory that media files are kept in. */
  readonly media: string;
  /** Directory of files that are being brought in. */
  readonly imports: string;
  readonly version: string;
  readonly log: Log;
  readonly events: Emitter<typeof apiContract>;
  /** The one way to a stranger's address. */
  readonly fetcher: Fetcher;
  /** The sending side of this service's jobs. */
  readonly queues: Queues;
  /** A feed of the site as it is now, by its path; throws `not_found` when there is none. */
  readFeed(path: string): Promise<{ type: string; body: string }>;
  /** The other services that have routes under `/api/v1`. */
  readonly neighbours: readonly Neighbour[];
  /** Says that the outbox may have something in it. `changing` does so by itself. */
  nudgeOutbox(): void;
  readonly conversation: Conversation;
  /** Asks for the posts that are due at this time to be published then. */
  schedulePublishing(at: Date): Promise<void>;
  /** How often secrets may be tried. */
  readonly attempts: Attempts;
  /** Makes one smaller size of a picture at once; nothing when it is there. */
  readonly makeVariant: MakeVariant;
  /** Asks for the smaller sizes of a picture to be made in the background. */
  makeVariants(path: string): Promise<void>;
  /** Asks for the posts that use the file with this hash to be rendered again in the background. */
  renderAgain(hash?: string): Promise<void>;
  /** Says something on the console that a person must read. */
  announce(text: string): void;
}
