import { z } from 'zod';
import { option, type Values } from '../config/options.ts';

const Address = z.url({ protocol: /^https?$/ });
const secret = { key: z.string().min(1).max(300).optional(), keyFile: z.string().min(1).optional() };

const LibreTranslate = z
  .strictObject({ url: Address, ...secret })
  .refine(({ key, keyFile }) => key === undefined || keyFile === undefined, {
    message: 'takes either key or keyFile',
  });
const Apertium = z.strictObject({ url: Address });
const DeepL = z
  .strictObject({ url: Address.optional(), ...secret })
  .refine(({ key, keyFile }) => (key === undefined) !== (keyFile === undefined), {
    message: 'needs either key or keyFile',
  });

/** The section `translation` of `croft.config.ts`: who translates, none unless given. They may be inside your own network. */
export const translationOptions = {
  libretranslate: option<z.output<typeof LibreTranslate> | undefined>({
    schema: LibreTranslate.optional(),
    default: undefined,
    about: 'A LibreTranslate server: { url, key or keyFile if it wants one }',
  }),
  apertium: option<z.output<typeof Apertium> | undefined>({
    schema: Apertium.optional(),
    default: undefined,
    about: 'An Apertium APy server: { url }',
  }),
  deepl: option<z.output<typeof DeepL> | undefined>({
    schema: DeepL.optional(),
    default: undefined,
    about: 'DeepL: { key or keyFile }, and a url where it is not the one that the key belongs to',
  }),
} as const;

export type TranslationConfig = Values<typeof translationOptions>;
