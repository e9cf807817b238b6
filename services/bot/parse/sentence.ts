const POLITE_START =
  /^(?:please|pls|hey|hi|hello|ok|okay|so|and|then|now|also|can you|could you|would you|will you|tell me|show me|give me|let me know|do you know)[, ]+/i;
const POLITE_END = /[\s,]+(?:please|pls|thanks|thank you)$/i;

/** Longer text is no sentence of talk, and stays as it is: it bounds the work. */
const MAX_SENTENCE = 500;

/** A sentence without the courtesies around it, its end marks and its spare spaces: `could you roll 2d6, please?` is `roll 2d6`. */
export function plainSentence(text: string): string {
  if (text.length > MAX_SENTENCE) return text.trim();
  let sentence = text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\s?!.…]+$/u, '')
    .replace(/[’`]/g, "'");
  for (;;) {
    const shorter = sentence.replace(POLITE_START, '').replace(POLITE_END, '');
    if (shorter === sentence) return sentence;
    sentence = shorter;
  }
}
