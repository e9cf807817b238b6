import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import { setStanding } from './commenters.ts';
import { tellShown } from './tell-shown.ts';

interface Row {
  id: string;
  response: string;
  commenter: string | null;
  latest: boolean;
  was: string;
  becomes: string;
  trusted: boolean | null;
  established: boolean | null;
}

/** Puts back what each decision of a batch found, unless a later one that still holds was made on the same response. */
export async function undoBatch(
  trx: Transaction<Schema>,
  batch: string,
): Promise<{ restored: number; skipped: number; responses: string[]; visible: boolean }> {
  const { rows } = await sql<Row>`
    select decision.id, response.id as response, response.commenter_id as commenter, response.status as was, before->>'status' as becomes,
      (before->>'trusted')::boolean as trusted, (before->>'established')::boolean as established,
      not exists (select 1 from decision later where later.response_id = decision.response_id
        and later.id > decision.id and later.undone_at is null) as latest
    from decision join response on response.id = decision.response_id
    where decision.batch = ${batch}::uuid and undone_at is null
    order by decision.response_id
    for update of response, decision`.execute(trx);
  const undone = rows.filter(row => row.latest);
  const ids = undone.map(row => row.id);
  await sql`
    update response set status = before->>'status',
      reasons = array(select jsonb_array_elements_text(before->'reasons')),
      verified = (before->>'verified')::boolean, markdown = before->>'markdown', html = before->>'html',
      text = before->>'text', edited_at = (before->>'edited_at')::timestamptz, version = version + 1
    from decision where decision.response_id = response.id and decision.id = any(${ids}::bigint[])`.execute(
    trx,
  );
  await sql`update decision set undone_at = now() where id = any(${ids}::bigint[])`.execute(trx);
  await tellShown(
    trx,
    undone.map(({ response, was, becomes }) => ({ id: response, was, becomes })),
  );
  for (const { commenter, trusted, established } of undone)
    if (commenter !== null && trusted !== null && established !== null)
      await setStanding(trx, commenter, { trusted, established });
  return {
    restored: undone.length,
    responses: undone.map(({ response }) => response),
    skipped: rows.length - undone.length,
    visible: undone.some(row => row.was === 'approved' || row.becomes === 'approved'),
  };
}
