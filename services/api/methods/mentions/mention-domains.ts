import type { ApiContext } from '../../context.ts';
import type { MentionDomain } from '../../contract.ts';
import { listDomains, setVerdict } from '../../store/mentions/domains.ts';

export async function listMentionDomains({ db }: ApiContext): Promise<{ domains: MentionDomain[] }> {
  const rows = await listDomains(db);
  return {
    domains: rows.map(({ domain, verdict }) => ({ domain, verdict: verdict as MentionDomain['verdict'] })),
  };
}

export async function setMentionDomain(
  { db }: ApiContext,
  { domain, verdict }: MentionDomain,
): Promise<Record<string, never>> {
  await setVerdict(db, domain, verdict);
  return {};
}

export async function removeMentionDomain(
  { db }: ApiContext,
  { domain }: Pick<MentionDomain, 'domain'>,
): Promise<Record<string, never>> {
  await setVerdict(db, domain, undefined);
  return {};
}
