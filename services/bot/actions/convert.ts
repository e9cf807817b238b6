import { AppError } from '../../../core/errors.ts';
import { shorten } from '../parse/arguments.ts';
import { sayNumber } from '../parse/number.ts';
import { phrase } from '../parse/phrase.ts';
import { isZoneTime, readZoneTime, sayZoneTime, type ZoneTime } from '../places/zone-time.ts';
import { say } from '../reply.ts';
import { findCurrency } from '../units/currencies.ts';
import { findUnit, type Unit } from '../units/units.ts';
import { type ActionContext, defineAction } from './action.ts';

interface Conversion {
  readonly quantity: number;
  readonly from: string;
  readonly to: string;
}

const NUMBER = String.raw`[−-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)`;
const SIGN = '[€$£¥₹]';
/** `5 km to miles`, `$20 in EUR`; and `miles is 5 km`, which is what "how many miles is 5 km" leaves. */
const FORWARD = new RegExp(`^(${SIGN})?\\s*(${NUMBER})\\s*(.*?)\\s+(?:to|in|into|as)\\s+(.+)$`, 'isu');
const BACKWARD = new RegExp(
  `^(.+?)\\s+(?:(?:is|are|makes?)(?:\\s+(?:there\\s+)?in)?|in)\\s+(${SIGN})?\\s*(an? |${NUMBER})\\s*(.*)$`,
  'isu',
);
const MAX_LENGTH = 100;

export const convert = defineAction<Conversion | ZoneTime>({
  name: 'convert',
  aliases: ['conv', 'units'],
  about:
    'Converts units of length, weight, temperature, speed and more, times of one place to another, and currencies when their rates are set.',
  usage: 'convert QUANTITY to UNIT | TIME PLACE to PLACE',
  examples: [
    'convert 5 miles to km',
    'convert 70 F to C',
    'convert 100 km/h to mph',
    'convert 2 cups to ml',
    'convert 3pm Berlin to Tokyo',
  ],
  forAll: true,
  phrases: [
    phrase("(what is|what's|how much is) {quantity}", slot => FORWARD.test(slot) && !isZoneTime(slot)),
    phrase('(how many|how much) {question}', slot => BACKWARD.test(slot)),
  ],
  parse(text) {
    const time = readZoneTime(text);
    if (time) return time;
    const [, sign, number, unit, to] = (text.length <= MAX_LENGTH && FORWARD.exec(text)) || [];
    if (number !== undefined && to !== undefined)
      return { quantity: read(number), from: sign ?? unit ?? '', to };
    const [, wanted, mark, count, given] = (text.length <= MAX_LENGTH && BACKWARD.exec(text)) || [];
    if (count !== undefined) return { quantity: read(count), from: mark ?? given ?? '', to: wanted! };
    throw new AppError('invalid', 'Tell me a number, its unit and another unit: convert 5 miles to km');
  },
  run(asked, ctx) {
    if ('when' in asked) return sayZoneTime(asked, ctx);
    const { quantity, from, to } = asked;
    const [source, target] = [unitOf(from, ctx), unitOf(to, ctx)];
    if (source.measure !== target.measure)
      throw new AppError(
        'invalid',
        `${source.name} is a unit of ${source.measure} and ${target.name} one of ${target.measure}.`,
      );
    const value = target.fromBase(source.toBase(quantity));
    if (source.measure !== 'money')
      return say(
        `${sayNumber(quantity, ctx.language)} ${source.name} = ${about(value, ctx.language)} ${target.name}`,
      );
    const cents = Number(value.toFixed(2));
    return say(
      `${sayNumber(quantity, ctx.language)} ${source.name} = ${sayNumber(cents === 0 ? value : cents, ctx.language)} ${target.name}, at rates of ${ctx.currencies?.asOf}.`,
    );
  },
});

function read(number: string): number {
  return /^an? $/i.test(number) ? 1 : Number(number.replaceAll(',', '').replace('−', '-'));
}

function unitOf(text: string, ctx: ActionContext): Unit {
  const found = findUnit(text) ?? (ctx.currencies && findCurrency(text, ctx.currencies));
  if (found) return found;
  const money = /^(?:[A-Z]{3}|[€$£¥₹]|euros?|dollars?|yen|rupees)$/.test(text.trim());
  throw new AppError(
    'invalid',
    text.trim() === ''
      ? 'A unit is missing. For example: convert 5 miles to km'
      : money
        ? `I have no rate of exchange for ${shorten(text)}. The owner of this place sets them.`
        : `I know no unit “${shorten(text)}”.`,
  );
}

/** Six digits that count are enough to be told, and no tail of a rounding. */
function about(value: number, language: string): string {
  return sayNumber(Number(value.toPrecision(6)), language);
}
