import { AppError } from '../errors.ts';
import { languageName } from './languages.ts';
import type { ProviderTrouble } from './provider.ts';

/** What the translator throws besides, with the reasons that a contract lists. */
export const TRANSLATION_ERRORS = {
  translation_off: 'unavailable',
  same_language: 'invalid',
  language_unknown: 'invalid',
  pair_not_available: 'invalid',
  text_too_long: 'invalid',
  translators_away: 'unavailable',
} as const;

type Reason = keyof typeof TRANSLATION_ERRORS;

function error(reason: Reason, words: string, retryAfter?: number): AppError {
  const options = retryAfter === undefined ? { reason } : { reason, retryAfter };
  return new AppError(TRANSLATION_ERRORS[reason], words, options);
}

export function translationOff(): AppError {
  return error(
    'translation_off',
    'Nothing is set up that translates. The section `translation` of croft.config.ts says who does.',
  );
}

export function sameLanguageAlready(to: string): AppError {
  return error('same_language', `This is in ${languageName(to)} already.`);
}

export function languageUnknown(): AppError {
  return error('language_unknown', 'The language of this could not be found out: say in which it is.');
}

export function pairNotAvailable(from: string, to: string): AppError {
  return error(
    'pair_not_available',
    `Nobody here translates from ${languageName(from)} into ${languageName(to)}.`,
  );
}

export function textTooLong(): AppError {
  return error('text_too_long', 'This is longer than can be translated at once.');
}

export function translatorsAway(troubles: readonly ProviderTrouble[]): AppError {
  const rests = troubles.map(({ restSeconds }) => restSeconds).filter(seconds => seconds > 0);
  const words = [...new Set(troubles.map(({ message }) => message))].join(' ');
  return error(
    'translators_away',
    `Nobody translates this now. ${words}`,
    rests.length > 0 ? Math.min(...rests) : undefined,
  );
}
