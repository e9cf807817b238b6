import { z } from 'zod';

const Address = z.url({ protocol: /^https?$/ }).transform(url => url.replace(/\/+$/, ''));

/** An address in which `{language}` stands for the two letters of the room's language. */
const InLanguage = z
  .string()
  .refine(url => URL.canParse(url.replaceAll('{language}', 'en')), 'must be a web address')
  .refine(url => /^https?:/.test(url), 'must be a web address')
  .transform(url => url.replace(/\/+$/, ''));

/** Who is asked for what the bot does not know itself. */
export const Sources = z.strictObject({
  /** Finds places: the geocoding API of Open-Meteo, or one of its shape. */
  places: Address.default('https://geocoding-api.open-meteo.com/v1'),
  /** Open-Meteo's forecast API, or one of its shape. */
  weather: Address.default('https://api.open-meteo.com/v1'),
  /** The REST API of a MediaWiki with page summaries. */
  wikipedia: InLanguage.default('https://{language}.wikipedia.org/api/rest_v1'),
  /** The REST API of a Wiktionary with definitions. */
  dictionary: InLanguage.default('https://en.wiktionary.org/api/rest_v1'),
  /**
   * What `commits` tells of: a repository by its GitHub or Gitea API (`https://api.github.com/repos/OWNER/NAME`,
   * `https://HOST/api/v1/repos/OWNER/NAME`), or the Atom feed of its commits (an address that ends in `.atom`).
   */
  repositories: z
    .array(z.strictObject({ name: z.string().regex(/^[\w.-]{1,50}$/, 'must be one word'), url: Address }))
    .max(20)
    .default([]),
});
export type Sources = z.output<typeof Sources>;
