import type { ReaderContext } from '../../context.ts';

/** Who translates; into which languages only when that is wanted, since the translators are asked for it. */
export async function getTranslators(
  { translator }: Pick<ReaderContext, 'translator'>,
  { languages }: { languages: boolean },
): Promise<{ translators: string[]; languages: string[]; from: string[] }> {
  const known = languages ? await translator.languages() : { from: [], into: [] };
  return {
    translators: [...translator.providers],
    languages: known.into,
    from: known.from,
  };
}
