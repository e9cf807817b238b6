/** Names by the parts of three letters that they have. */
export interface GramIndex {
  readonly names: readonly string[];
  /** How many parts each name has. */
  readonly sizes: readonly number[];
  /** The places of the names that have a part. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** The parts of three letters of a text, its beginning and end among them, each once. */
export function gramsOf(text: string): Set<string> {
  const letters = [...`  ${text} `];
  return new Set(Array.from({ length: letters.length - 2 }, (_, at) => letters.slice(at, at + 3).join('')));
}

export function gramIndex(names: readonly string[]): GramIndex {
  const places = new Map<string, number[]>();
  const sizes = names.map((name, place) => {
    const grams = gramsOf(name);
    for (const gram of grams) {
      const known = places.get(gram);
      if (known) known.push(place);
      else places.set(gram, [place]);
    }
    return grams.size;
  });
  return { names, sizes, places };
}

/** The names most like a text: of the parts of both, the share that both have. */
export function mostAlike(text: string, index: GramIndex, least: number, limit: number): string[] {
  const grams = gramsOf(text);
  const shared = new Map<number, number>();
  for (const gram of grams)
    for (const place of index.places.get(gram) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
  return [...shared]
    .map(([place, both]) => ({ place, alike: both / (grams.size + index.sizes[place]! - both) }))
    .filter(({ alike }) => alike >= least)
    .sort((a, b) => b.alike - a.alike || a.place - b.place)
    .slice(0, limit)
    .map(({ place }) => index.names[place]!);
}
