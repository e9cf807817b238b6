import { addressKey } from '../../../../core/http/limit.ts';
import type { ApiContext } from '../../context.ts';
import type { CommentFrom, CommentInput, CommentResult } from '../../contract.ts';
import { addEvent } from '../../store/outbox.ts';
import { changing } from '../../store/revision.ts';
import { requireCommentable } from '../../store/thread/commentable.ts';
import { keepCommenter } from '../../store/thread/commenters.ts';
import { keepSubscriber, tellOfApproved, tellOwner } from '../../store/thread/letters.ts';
import { tellShown } from '../../store/thread/tell-shown.ts';
import { readTraffic } from '../../store/thread/traffic.ts';
import { claimChallenge, insertComment, oneAtATime } from '../../store/thread/write-comment.ts';
import { readChallenge } from '../../thread/challenge.ts';
import { readEmail, readMarkdown, readWebsite } from '../../thread/comment-text.ts';
import { examine } from '../../thread/examine.ts';
import { identify } from '../../thread/identify.ts';
import { judge } from '../../thread/judge.ts';
import { requireRoom } from '../../thread/limits.ts';
import { toldStatus } from '../../thread/told-status.ts';

export async function addComment(
  ctx: ApiContext,
  input: CommentInput & { visitor: CommentFrom },
): Promise<CommentResult> {
  const { conversation } = ctx;
  const { slug, visitor } = input;
  conversation.limits.write.take(addressKey(visitor.address));
  const text = await readMarkdown(input.markdown);
  const website = readWebsite(input.website);
  const email = readEmail(input.email);
  const post = await requireCommentable(ctx.db, slug, input.parent);
  const sender = await identify(ctx, input);
  const author = sender.site?.url ?? website;
  const { facts, addressHash, wordsHash, copyable } = await examine(ctx, sender, text, {
    address: visitor.address,
    website: author,
    email,
  });
  const answered = readChallenge(conversation.key, input);

  const { id, status } = await changing(ctx, async trx => {
    await oneAtATime(
      trx,
      conversation.key.mac('one', addressHash.toString('hex'), wordsHash.toString('hex')),
    );
    const traffic = await readTraffic(trx, {
      post,
      address: addressHash,
      words: wordsHash,
      name: sender.name,
      commenter: sender.identity?.known?.id,
      site: sender.site?.url,
    });
    if (traffic.twin) return { result: traffic.twin, visible: false };
    const unused = answered.outcome === 'proved' && (await claimChallenge(trx, answered));
    const challenge = answered.outcome === 'proved' && !unused ? 'unproved' : answered.outcome;
    if (!facts.staff) requireRoom(traffic, unused || facts.trusted);
    const judgement = judge({
      ...facts,
      challenge,
      trap: Boolean(input.trap?.trim()),
      copy: copyable && traffic.copies > 0,
    });
    const { identity, account } = sender;
    const commenter = identity && (await keepCommenter(trx, { ...identity, name: sender.name }));
    const id = await insertComment(trx, {
      post,
      parent: input.parent,
      name: sender.name,
      website: author,
      photo: sender.site?.photo,
      // A name that others may still take is not proved by a code until it is theirs.
      verified: account !== undefined || sender.site !== undefined || (identity?.known?.established ?? false),
      site: sender.site?.url,
      account: account?.id,
      commenter,
      subscriber:
        email && ctx.config.smtp
          ? await keepSubscriber(trx, email, conversation.key.mac('email', email.toLowerCase()))
          : undefined,
      text,
      addressHash,
      wordsHash,
      judgement,
    });
    if (!facts.staff && judgement.status !== 'spam') await tellOwner(trx);
    if (judgement.status === 'approved') await tellOfApproved(trx, [id]);
    if (judgement.status !== 'spam') await addEvent(trx, 'comment.created', { response: id, post });
    await tellShown(trx, [{ id, becomes: judgement.status }]);
    return { result: { id, status: judgement.status }, visible: judgement.status === 'approved' };
  });
  return { id, slug, status: toldStatus(status) };
}
