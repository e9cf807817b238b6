import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id, Language } from './common.ts';
import { Images } from './items.ts';

export const TranslatedItem = z.object({
  title: z.string(),
  /** Sanitised. */
  html: z.string(),
  /** The language from which it was translated, unless nobody could tell. */
  from: z.string().optional(),
  to: z.string(),
  /** Who translated: `LibreTranslate`, `Apertium`, `DeepL`. */
  by: z.string(),
});
export type TranslatedItem = z.infer<typeof TranslatedItem>;

export const translationMethods = {
  /** Who translates here, in the order in which they are asked; nobody unless `translation` in the configuration says who. */
  getTranslators: method({
    input: z.object({ languages: z.boolean().default(false) }),
    output: z.object({
      translators: z.array(z.string()),
      /** Language tags into which is translated, as far as translators answer; only when asked for. */
      languages: z.array(z.string()),
      /** Those from which is translated. */
      from: z.array(z.string()).optional(),
    }),
    timeout: 90_000,
    idempotent: true,
  }),
  /**
   * Title and text of an item in another language. `from` is in which it is, unless its feed or the person has said so, or
   * that can be found out. The errors say in words why there is none: `translation_off`,
   * `language_unknown`, `same_language`, `pair_not_available`, `text_too_long`, `translators_away`. `not_found` for an item that the person does
   * not read.
   */
  translateItem: method({
    input: z.object({ account: Account, id: Id, from: Language.optional(), to: Language, images: Images }),
    output: z.object({ translation: TranslatedItem }),
    timeout: 90_000,
    idempotent: true,
  }),
};
