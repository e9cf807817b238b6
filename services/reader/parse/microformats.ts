export type Page = ReturnType<typeof import('microformats-parser').mf2>;
/** One thing with a class `h-*` and its properties. */
export type Microformat = Page['items'][number];
type Value = Microformat['properties'][string][number];

/** Things from the outside in, with what stands in them; a page that nests deeper than anybody writes is not followed. */
export function allOf(items: readonly Microformat[], depth = 0): Microformat[] {
  if (depth > 20) return [];
  return items.flatMap(item => [item, ...allOf(item.children ?? [], depth + 1)]);
}

export function isA(item: Microformat, type: string): boolean {
  return item.type?.includes(type) ?? false;
}

/** The values of a property as plain text. */
export function textsOf(item: Microformat | undefined, property: string): string[] {
  return (item?.properties[property] ?? []).map(textOf).filter(text => text !== '');
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (isItem(value)) return textsOf(value, 'name')[0] ?? (typeof value.value === 'string' ? value.value : '');
  return value.value ?? '';
}

/** The addresses that a property names, by itself or as the url of what it holds. */
export function addressesOf(item: Microformat | undefined, property: string): string[] {
  return (item?.properties[property] ?? []).flatMap(value => {
    if (typeof value === 'string') return [value];
    if (isItem(value)) return addressesOf(value, 'url');
    return value.value === undefined ? [] : [value.value];
  });
}

/** The first value of a property that has markup. */
export function htmlOf(item: Microformat, property: string): string | undefined {
  const value = item.properties[property]?.[0];
  return typeof value === 'object' && 'html' in value ? value.html : undefined;
}

function isItem(value: Value): value is Microformat {
  return typeof value === 'object' && 'properties' in value;
}
