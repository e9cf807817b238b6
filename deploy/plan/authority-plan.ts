import type { Inventory } from '../inventory/inventory.ts';
import { layout } from '../layout.ts';
import type { AuthorityStep } from '../tls/authority.ts';
import type { Step } from './steps.ts';

const FILES: Readonly<Record<AuthorityStep, readonly string[]>> = {
  trust: ['ca.crt'],
  sign: ['ca.crt', 'server.crt', 'server.key'],
  forget: ['ca.crt'],
};
const WHY: Readonly<Record<AuthorityStep, string>> = {
  trust: 'to trust the new authority too',
  sign: 'to show a certificate of the new authority',
  forget: 'to trust the former authority no more',
};

/** What one step of a new authority does to servers that are as they should be. */
export function authorityPlan({ servers, services }: Inventory, step: AuthorityStep): Step[] {
  const files = servers.map(
    ({ name }): Step => ({
      kind: 'files',
      server: name,
      paths: FILES[step].map(file => `${layout.tls}/${file}`),
    }),
  );
  const replaced = services.flatMap(({ name, on }) =>
    on.map(
      (server): Step => ({
        ...{ kind: 'switch', server, service: name, from: '', generation: '' },
        why: WHY[step],
      }),
    ),
  );
  return [...files, ...replaced];
}
