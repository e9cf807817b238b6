import { isDeepStrictEqual } from 'node:util';
import { emptyProperties, type MicropubRequest, type Properties } from './request.ts';

type Update = Extract<MicropubRequest, { action: 'update' }>;

/** The properties after an update (https://micropub.spec.indieweb.org/#update), and the names of those that it touched. */
export function applyUpdate(before: Properties, update: Update): { after: Properties; touched: string[] } {
  const after = Object.assign(emptyProperties(), before);
  const touched = new Set<string>();
  for (const [name, values] of Object.entries(update.replace)) put(name, values);
  for (const [name, values] of Object.entries(update.add)) {
    const had = after[name] ?? [];
    put(name, [...had, ...values.filter(value => !had.some(one => isSame(one, value)))]);
  }
  for (const [name, values] of Object.entries(update.remove.values))
    put(
      name,
      (after[name] ?? []).filter(one => !values.some(value => isSame(one, value))),
    );
  for (const name of update.remove.whole) put(name, []);
  return { after, touched: [...touched] };

  function put(name: string, values: unknown[]): void {
    touched.add(name);
    if (values.length > 0) after[name] = values;
    else delete after[name];
  }
}

/** A client takes a picture or a citation away by its address alone. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other) || (keyOf(one) !== undefined && keyOf(one) === keyOf(other));
}

function keyOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const inner = (value as { value?: unknown } | null)?.value;
  return typeof inner === 'string' ? inner : undefined;
}
