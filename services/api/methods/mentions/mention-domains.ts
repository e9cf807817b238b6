import type { ApiContext } from '../../context.ts';
import type { ShortPage } from '../../contract/common.ts';
import type { Actor, MentionDomain } from '../../contract.ts';
import { listDomains, setVerdict } from '../../store/mentions/domains.ts';
import { addAudit } from '../../store/people/audit.ts';

export async function listMentionDomains(
  { db }: ApiContext,
  part: ShortPage = {},
): Promise<{ domains: MentionDomain[]; next?: string }> {
  const { rows, ...next } = await listDomains(db, part);
  return {
    ...next,
    domains: rows.map(({ domain, verdict }) => ({ domain, verdict: verdict as MentionDomain['verdict'] })),
  };
}

export async function setMentionDomain(
  { db }: ApiContext,
  { domain, verdict, actor = {} }: MentionDomain & { actor?: Actor },
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    await setVerdict(trx, domain, verdict);
    await addAudit(trx, { actor, action: `moderation.${verdict}-domain`, subject: domain });
  });
  return {};
}

export async function removeMentionDomain(
  { db }: ApiContext,
  { domain, actor = {} }: Pick<MentionDomain, 'domain'> & { actor?: Actor },
): Promise<Record<string, never>> {
  await db.transaction().execute(async trx => {
    await setVerdict(trx, domain, undefined);
    await addAudit(trx, { actor, action: 'moderation.clear-domain', subject: domain });
  });
  return {};
}
