import { AppError } from '../../../core/errors.ts';
import { addressKey } from '../../../core/http/limit.ts';
import { isReserved, readName } from '../../../core/people/names.ts';
import { skeleton } from '../../../core/people/skeleton.ts';
import type { ApiContext } from '../context.ts';
import type { CommentFrom, Role, WebIdentity } from '../contract.ts';
import { findWebIdentity } from '../store/indieauth/web-identities.ts';
import { findAccount, listAccountNames } from '../store/thread/accounts.ts';
import { type Commenter, findCommenters } from '../store/thread/commenters.ts';
import { acceptGuess, claimGuess, type GuessKeys, uncountGuess } from '../store/thread/guesses.ts';
import { isTrustedSite } from '../store/thread/trusted-site.ts';
import { weakCode } from './codes.ts';

/** Who writes a comment, as far as that is proved. */
export interface Sender {
  name: string;
  /** With an account here. */
  account?: { id: string; role: Role } | undefined;
  /** With a site of their own, proved by IndieAuth. */
  site?: (WebIdentity & { trusted: boolean }) | undefined;
  /** With a code: the identity, which is only made with the comment when it is new. */
  identity?: { nameKey: string; hash: Buffer; known: Commenter | undefined } | undefined;
}

interface Claim {
  name: string;
  code?: string | undefined;
  visitor: CommentFrom;
}

/**
 * Who sends a comment. A name that somebody with a code has made theirs by a comment that was shown takes that code: anything
 * else is refused with one and the same answer, after the same work. That such a name is taken is no secret, since the page
 * shows it as proved; of a name whose comments were never shown nothing is told.
 */
export async function identify(ctx: ApiContext, claim: Claim): Promise<Sender> {
  if (claim.visitor.account !== undefined) return withAccount(ctx, claim.visitor.account);
  const site = claim.visitor.site && (await findWebIdentity(ctx.db, claim.visitor.site));
  if (site) return withSite(ctx, site);
  const name = readName(claim.name);
  const [found, reserved] = await Promise.all([
    prove(ctx, { ...claim, name }),
    listAccountNames(ctx.db).then(names => isReserved(name, names)),
  ]);
  if (reserved)
    throw new AppError(
      'conflict',
      'This name, or one that looks like it, belongs to somebody here. Take another.',
      {
        reason: 'name_taken',
      },
    );
  const { owner, mine, nameKey, hash } = found;
  if (owner && owner.id !== mine?.id)
    throw new AppError(
      'conflict',
      'This name is somebody’s who uses a code, and this is not it. Enter the right code, or take another name.',
      { reason: 'name_taken' },
    );
  if (hash === undefined) return { name };
  const weak = mine === undefined ? weakCode(claim.code!, name) : undefined;
  if (weak !== undefined)
    throw new AppError('invalid', weak, { reason: 'weak_code', details: { field: 'code' } });
  return { name, identity: { nameKey, hash, known: mine } };
}

/** The identity of a name and code, or of a site where no code is given, for changing its comments; `wrong_code` (forbidden) when there is none. */
export async function identifyWriter(ctx: ApiContext, claim: Claim): Promise<Sender> {
  if (claim.visitor.account !== undefined) return withAccount(ctx, claim.visitor.account);
  const site =
    !claim.code?.trim() && claim.visitor.site && (await findWebIdentity(ctx.db, claim.visitor.site));
  if (site) return withSite(ctx, site);
  const name = readName(claim.name);
  const { mine, nameKey, hash } = await prove(ctx, { ...claim, name });
  if (hash === undefined || mine === undefined) throw wrongCode();
  return { name, identity: { nameKey, hash, known: mine } };
}

export function wrongCode(): AppError {
  return new AppError('forbidden', 'This is not the name and code that the comment was written with.', {
    reason: 'wrong_code',
  });
}

export function wrongSite(url: string): AppError {
  return new AppError('forbidden', `The comment was not signed with ${url}.`, { reason: 'wrong_code' });
}

/** Looks the name and code up. Always hashes, whatever was sent and whoever is known, and counts a wrong code. */
async function prove(ctx: ApiContext, { name, code, visitor }: Claim) {
  const nameKey = skeleton(name);
  const given = code?.trim() ? code : undefined;
  const keys = guessKeys(ctx, nameKey, visitor);
  if (given !== undefined) await claimGuess(ctx.db, keys);
  const hashed = await ctx.conversation.codes.hash(nameKey, given ?? '');
  const hash = given === undefined ? undefined : hashed;
  const found = await findCommenters(ctx.db, nameKey, hash);
  if (given !== undefined) {
    if (found.mine !== undefined) await acceptGuess(ctx.db, keys);
    else if (found.owner === undefined) await uncountGuess(ctx.db, keys);
  }
  return { ...found, nameKey, hash };
}

function guessKeys({ conversation: { key } }: ApiContext, nameKey: string, visitor: CommentFrom): GuessKeys {
  const network = addressKey(visitor.address);
  return {
    address: key.mac('guess', 'address', network),
    name: key.mac('guess', 'name', nameKey),
    known: key.mac('guess', 'known', nameKey, network),
  };
}

/** By the name that their site gives them, unless that is somebody's here or cannot be one: what is proved is the address. */
async function withSite(ctx: ApiContext, site: WebIdentity): Promise<Sender> {
  const name = nameOr(site.name, new URL(site.url).host);
  const [names, { owner }, trusted] = await Promise.all([
    listAccountNames(ctx.db),
    findCommenters(ctx.db, skeleton(name), undefined),
    isTrustedSite(ctx.db, site.url),
  ]);
  const taken = owner !== undefined || isReserved(name, names);
  return { name: taken ? new URL(site.url).host : name, site: { ...site, trusted } };
}

function nameOr(name: string, address: string): string {
  try {
    return readName(name);
  } catch {
    return address;
  }
}

async function withAccount(ctx: ApiContext, id: string): Promise<Sender> {
  const account = await findAccount(ctx.db, id);
  if (!account) throw new AppError('unauthenticated', 'This account is not here any more. Sign in again.');
  return { name: account.name, account };
}
