import { AppError } from '../../../core/errors.ts';
import { html } from '../../../core/html/html.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

const MAX_LENGTH = 80;

export const weather = defineAction<string>({
  name: 'weather',
  aliases: ['forecast'],
  about: 'Tells the weather in a place, now, today and tomorrow.',
  usage: 'weather PLACE',
  examples: ['weather Oslo', 'weather in Lyon'],
  forAll: true,
  cooldown: 3,
  phrases: [
    phrase("(what is|what's|how is|how's) the weather [like] [today] [in {place}]"),
    phrase('(is it raining|will it rain|is it cold|is it warm|is it sunny) [today] [tomorrow] in {place}'),
  ],
  parse(text) {
    const place = text.replace(/^(?:in|at|for) /i, '').replace(/ (?:today|tomorrow|now)$/i, '');
    if (place === '') throw new AppError('invalid', 'Where? For example: weather Oslo');
    if (place.length <= MAX_LENGTH) return place;
    throw new AppError('invalid', `The name of a place has at most ${MAX_LENGTH} letters.`);
  },
  async run(place, ctx) {
    const found = await ctx.weather.now(place, ctx.language.split('-')[0]!, ctx.call.signal);
    if (!found) return say(`The weather service knows no place “${shorten(place)}”.`);
    const { temperature, feelsLike, sky, wind, humidity } = found;
    const feels = feelsLike === temperature ? '' : `, feels like ${feelsLike}`;
    const now = `${found.place}: ${sky}, ${temperature}${feels}, wind ${wind}, humidity ${humidity}`;
    const days = found.days.slice(0, 2).map(({ sky: later, least, most, rain }, index) => {
      const chance = rain === undefined ? '' : `, rain ${rain}`;
      return `${index === 0 ? 'Today' : 'Tomorrow'}: ${later}, ${least} to ${most}${chance}`;
    });
    return {
      text: [now, ...days].join('. '),
      html: html`<p>${now}</p><ul>${days.map(day => html`<li>${day}</li>`)}</ul>`,
    };
  },
});
