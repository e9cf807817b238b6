import { type Kysely, sql } from 'kysely';
import type { WebIdentity } from '../../contract.ts';
import { hashSecret, newSession } from '../../people/secrets.ts';
import type { Schema } from '../../schema.ts';

export interface WebSignIn {
  verifier: string;
  seen: string[];
  authorizationEndpoint: string;
  issuer: string | undefined;
  next: string;
}

/** Notes that a visitor is on the way; they have ten minutes. The state is told to them alone. */
export async function insertWebSignIn(
  db: Kysely<Schema>,
  signIn: WebSignIn,
): Promise<{ state: string; expiresAt: Date }> {
  const state = newSession();
  const { expires_at } = await db
    .insertInto('web_sign_in')
    .values({
      hash: hashSecret(state),
      verifier: signIn.verifier,
      seen: signIn.seen,
      authorization_endpoint: signIn.authorizationEndpoint,
      issuer: signIn.issuer ?? null,
      next: signIn.next,
      expires_at: sql<Date>`now() + interval '10 minutes'`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { state, expiresAt: expires_at };
}

/** Who comes back with this state; only once. */
export async function takeWebSignIn(db: Kysely<Schema>, state: string): Promise<WebSignIn | undefined> {
  const row = await db
    .deleteFrom('web_sign_in')
    .where('hash', '=', hashSecret(state))
    .returning(['verifier', 'seen', 'authorization_endpoint', 'issuer', 'next'])
    .returning(sql<boolean>`expires_at <= now()`.as('ended'))
    .executeTakeFirst();
  if (!row || row.ended) return undefined;
  return {
    verifier: row.verifier,
    seen: row.seen,
    authorizationEndpoint: row.authorization_endpoint,
    issuer: row.issuer ?? undefined,
    next: row.next,
  };
}

/** Keeps a proved identity for 30 days and gives its secret in clear. */
export async function insertWebIdentity(
  db: Kysely<Schema>,
  { url, name, photo }: WebIdentity,
): Promise<{ secret: string; expiresAt: Date }> {
  const secret = newSession();
  const { expires_at } = await db
    .insertInto('web_identity')
    .values({
      hash: hashSecret(secret),
      url,
      name,
      photo: photo ?? null,
      expires_at: sql<Date>`now() + interval '30 days'`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { secret, expiresAt: expires_at };
}

export async function findWebIdentity(db: Kysely<Schema>, secret: string): Promise<WebIdentity | undefined> {
  const row = await db
    .selectFrom('web_identity')
    .select(['url', 'name', 'photo'])
    .where('hash', '=', hashSecret(secret))
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row && { url: row.url, name: row.name, ...(row.photo === null ? {} : { photo: row.photo }) };
}

export async function deleteWebIdentity(db: Kysely<Schema>, secret: string): Promise<void> {
  await db.deleteFrom('web_identity').where('hash', '=', hashSecret(secret)).execute();
}
