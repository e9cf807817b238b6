/** A language tag (BCP 47) in its usual form, whatever way a feed or a provider writes it: `EN_us` as `en-US`, `eng` as `en`. */
export function languageTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** The language itself, without its country and its script. */
export function baseLanguage(tag: string): string {
  return tag.split('-', 1)[0]!;
}

/** Whether who reads the one reads the other. */
export function sameLanguage(one: string, other: string): boolean {
  return baseLanguage(one) === baseLanguage(other) && scriptOf(one) === scriptOf(other);
}

/** Chinese, Serbian and a few others are written in several scripts. */
function scriptOf(tag: string): string | undefined {
  return new Intl.Locale(tag).maximize().script;
}

/** Of languages as a provider spells them the one that is wanted, or the nearest that who wants it can read. */
export function findLanguage(wanted: string, offered: Iterable<string>): string | undefined {
  let near: string | undefined;
  for (const code of offered) {
    const tag = languageTag(code);
    if (tag === wanted) return code;
    if (tag === undefined || !sameLanguage(tag, wanted)) continue;
    // The language without a country is nearer than that of another country.
    if (near === undefined || tag === baseLanguage(wanted)) near = code;
  }
  return near;
}

let names: Intl.DisplayNames | undefined;

/** `German`, `Brazilian Portuguese`. */
export function languageName(tag: string): string {
  names ??= new Intl.DisplayNames('en', { type: 'language' });
  return names.of(tag) ?? tag;
}
