import { z } from 'zod';
import { htmlToText } from '../../../core/html/text.ts';
import { askJson, type Web } from './ask-provider.ts';
import { inLanguage } from './in-language.ts';

export interface Meaning {
  /** Of speech, as the dictionary has it: `Noun`. */
  readonly part: string;
  readonly text: string;
}

/** https://en.wiktionary.org/api/rest_v1/#/Page%20content/get_page_definition__term_ , by language code. */
const Definitions = z.record(
  z.string(),
  z.array(
    z.object({
      partOfSpeech: z.string(),
      language: z.string().optional(),
      /** HTML. */
      definitions: z.array(z.object({ definition: z.string() })),
    }),
  ),
);

/** What a word means, in the room's language where it has the word and else in whichever has; none when no dictionary has it. */
export async function meaningsOf(
  web: Web,
  base: string,
  asked: { word: string; language: string; signal: AbortSignal | undefined },
): Promise<Meaning[]> {
  const url = `${inLanguage(base, asked.language)}/page/definition/${encodeURIComponent(asked.word.replaceAll(' ', '_'))}`;
  const found = await askJson(web, Definitions, { who: 'The dictionary', url, signal: asked.signal });
  if (!found) return [];
  const language = asked.language.split('-')[0]!;
  const entries = found[language] ?? found['en'] ?? Object.values(found)[0] ?? [];
  return entries.flatMap(({ partOfSpeech: part, definitions }) =>
    definitions
      .map(({ definition }) => ({ part, text: htmlToText(definition).replace(/\s+/g, ' ').trim() }))
      .filter(({ text }) => text !== ''),
  );
}
