import { AppError } from '../../../core/errors.ts';
import { shorten } from '../parse/arguments.ts';
import { type Part, parseTemplate, variablesOf } from './template.ts';
import { VARIABLES, type Values, variable } from './variables.ts';

/** What is said is cut after so many characters. */
const LONGEST_SAID = 1_000;

/**
 * Reads a text and sees that everything in it can be said. Throws `invalid` with what is wrong; in one that is said of the
 * bot's own accord there is nobody who asks.
 */
export function checkTemplate(text: string, { personal }: { personal: boolean }): Part[] {
  const parts = parseTemplate(text);
  for (const { name, body, fallback } of variablesOf(parts)) {
    const kind = variable(name);
    if (!kind)
      throw new AppError(
        'invalid',
        `There is no variable $(${shorten(name, 30)}). There are ${Object.keys(VARIABLES).join(', ')}, and $(1) to $(99).`,
      );
    if (kind.personal && !personal)
      throw new AppError(
        'invalid',
        `Nobody asks for what is said by the clock, so that $(${name}) is nobody.`,
      );
    if (!fallback && body.every(part => typeof part === 'string')) kind.check?.(body.join('').trim());
  }
  return parts;
}

/** The text with its values. What people say is put in as it is: a variable in it stays as they wrote it. */
export async function expand(parts: readonly Part[], values: Values): Promise<string> {
  const said = (await fill(parts, values)).trim();
  // A line that begins with somebody's own words must not be a command for another bot, or for the network.
  const begun = typeof parts[0] === 'object' ? said.replace(/^[\s!./\\]+(?=\S)/, '') : said;
  return shorten(begun, LONGEST_SAID);
}

async function fill(parts: readonly Part[], values: Values): Promise<string> {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      const body = await fill(part.body, values);
      const value = await variable(part.name)!.value(part.fallback ? '' : body.trim(), values);
      text += value === '' && part.fallback ? body : value;
    }
  }
  return text;
}
