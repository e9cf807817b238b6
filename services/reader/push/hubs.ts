import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { SecretBox } from '../../../core/secret-box.ts';
import type { Schema } from '../schema.ts';
import type { PollRow } from '../store/due.ts';
import { dropPush, wantPush } from '../store/pushes.ts';
import type { HubLinks } from './hub-links.ts';

/** Being told of news by hubs (https://www.w3.org/TR/websub/). */
export interface Hubs {
  /** Whether hubs can reach this site; else none is asked. */
  readonly reachable: boolean;
  /** Notes what hub a feed names, and has it asked when it is another than before. */
  note(feed: Pick<PollRow, 'id' | 'hub' | 'topic'>, links: HubLinks | undefined): Promise<void>;
}

export interface HubsConfig {
  readonly db: Kysely<Schema>;
  readonly secrets: SecretBox;
  readonly reachable: boolean;
  /** Has hubs that are due asked soon. */
  askSoon(): Promise<void>;
}

export function createHubs({ db, secrets, reachable, askSoon }: HubsConfig): Hubs {
  return {
    reachable,
    async note(feed, links) {
      if (!reachable) return;
      if (!links) {
        if (feed.hub !== null) await dropPush(db, feed.id);
        return;
      }
      if (links.hub === feed.hub && links.topic === feed.topic) return;
      const secret = randomBytes(32).toString('hex');
      await wantPush(db, feed.id, {
        ...links,
        callback: randomBytes(24).toString('base64url'),
        secret: secrets.seal(secret, hubSecretOf(feed.id)),
      });
      await askSoon();
    },
  };
}

/** What the secret of a feed's hub is sealed as. */
export function hubSecretOf(feedId: number): string {
  return `hub of feed ${feedId}`;
}
