import type { Inventory } from '../inventory/inventory.ts';
import type { AuthorityStep } from '../tls/authority.ts';
import type { Step } from './steps.ts';

const WHY: Readonly<Record<AuthorityStep, string>> = {
  trust: 'to trust the new authority too',
  sign: 'to show a certificate of the new authority',
  forget: 'to trust the former authority no more',
};

/** What one step of a new authority does to servers that are as they should be. */
export function authorityPlan({ services }: Inventory, step: AuthorityStep): Step[] {
  return services.flatMap(({ name, on }) =>
    on.map(
      (server): Step => ({
        ...{ kind: 'switch', server, service: name, from: '', generation: '' },
        why: WHY[step],
      }),
    ),
  );
}
