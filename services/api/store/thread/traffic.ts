import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/** What came lately, in counts that stop where a limit begins. */
export interface Traffic {
  /** In the last hour, from this network. */
  address: number;
  /** In the last hour, by this identity or this site. */
  commenter: number;
  /** In the last hour, to this post, and not shown at once. */
  post: number;
  /** In the last hour, by forms without a proof, anywhere. */
  unproved: number;
  /** In the queue, anywhere. */
  waiting: number;
  /** The same words in the last month, from somebody else. */
  copies: number;
  /** The same words to the same post in the last quarter of an hour, from the same person and network: a button pressed twice. */
  twin: { id: string; status: string } | undefined;
}

export interface Sent {
  post: string;
  address: Buffer;
  words: Buffer;
  name: string;
  commenter: string | undefined;
  site: string | undefined;
}

const COUNTED = 10_000;

/** In one query; each count reads no further than `COUNTED` rows of an index. */
export async function readTraffic(db: Kysely<Schema>, sent: Sent): Promise<Traffic> {
  const hour = sql`received_at > now() - interval '1 hour'`;
  const same = sql`words_hash = ${sent.words}`;
  const { rows } = await sql<Omit<Traffic, 'twin'> & { twin: Traffic['twin'] | null }>`
    select
      (select count(*)::integer from response where address_hash = ${sent.address} and ${hour}) as address,
      (select count(*)::integer from response where commenter_id = ${sent.commenter ?? null}::uuid and ${hour})
        + (select count(*)::integer from response where site_url = ${sent.site ?? null}::text and ${hour}) as commenter,
      (select count(*)::integer from response where post_id = ${sent.post} and ${hour}
        and status in ('pending', 'spam')) as post,
      (select count(*)::integer from (select 1 from response where status = 'pending' and ${hour}
        and 'no_proof' = any(reasons) limit ${COUNTED}) one) as unproved,
      (select count(*)::integer from (select 1 from response where status = 'pending' limit ${COUNTED}) one) as waiting,
      (select count(*)::integer from response where ${same} and received_at > now() - interval '30 days'
        and author_name <> ${sent.name}) as copies,
      (select json_build_object('id', id, 'status', status) from response where ${same} and post_id = ${sent.post}
        and author_name = ${sent.name} and address_hash = ${sent.address} and status <> 'deleted'
        and received_at > now() - interval '15 minutes' order by received_at desc limit 1) as twin`.execute(
    db,
  );
  const { twin, ...counts } = rows[0]!;
  return { ...counts, twin: twin ?? undefined };
}
