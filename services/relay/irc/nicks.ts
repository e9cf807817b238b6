/** Nicks to try when the wanted one is taken: short of many networks' limits, and recognisable. */
export function nickVariants(wanted: string, random: () => number): string[] {
  const stem = wanted.slice(0, 8);
  const numbered = Array.from(
    { length: 4 },
    () => `${wanted.slice(0, 6)}${Math.floor(random() * 900 + 100)}`,
  );
  return [`${wanted}_`, `${stem}_`, `${wanted.slice(0, 7)}__`, ...numbered];
}
