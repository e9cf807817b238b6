import { AppError } from '../../../core/errors.ts';
import { readClock } from '../clock.ts';
import { shorten } from '../parse/arguments.ts';
import { phrase } from '../parse/phrase.ts';
import { isZoneTime, readZoneTime, sayZoneTime, type ZoneTime } from '../places/zone-time.ts';
import { findPlace, nearestPlace, type Place } from '../places/zones.ts';
import { say } from '../reply.ts';
import { defineAction } from './action.ts';

export const time = defineAction<Place | ZoneTime | undefined>({
  name: 'time',
  aliases: ['clock', 'date', 'now'],
  about: 'Tells the time here or in a city, a country or a time zone, and what a time in one is in another.',
  usage: 'time [in PLACE] | TIME PLACE in PLACE',
  examples: ['time', 'time in Tokyo', 'time Europe/Paris', 'time UTC+2', 'time 15:00 Berlin in Tokyo'],
  forAll: true,
  phrases: [
    phrase(
      "(what time is it|what is the time|what's the time|what time it is|the time) [right now] [now] [in {place}]",
    ),
    phrase("(what time is it|what is the time|what's the time|what time it is) [right now] [now] at {place}"),
    phrase("(what is|what's|when is|what time is) {time}", isZoneTime),
    phrase("(what is|what's) the (date|day) [today]"),
    phrase('what day is it [today]'),
  ],
  parse(text) {
    const time = readZoneTime(text);
    if (time) return time;
    const name = text.replace(/^(?:in|at|for) /i, '').replace(/ (?:right now|now|today)$/i, '');
    if (name === '' || /^(?:now|today|here)$/i.test(name)) return undefined;
    const place = findPlace(name) ?? findPlace(name.replace(/^the /i, ''));
    if (place) return place;
    const near = nearestPlace(name);
    throw new AppError(
      'invalid',
      near
        ? `I know no place “${shorten(name)}”. Did you mean ${near.name}?`
        : `I know no place “${shorten(name)}”. A large city near it will do, or a zone such as Europe/Paris.`,
    );
  },
  run(place, ctx) {
    if (place && 'when' in place) return sayZoneTime(place, ctx);
    const zone = place?.zone ?? ctx.timeZone;
    const { clock, day, offset } = readClock(ctx.now(), zone, ctx.language);
    const named =
      place && place.name !== zone && !place.name.startsWith('UTC') ? `${zone}, ${offset}` : offset;
    const where = place
      ? ` in ${place.name} (${named})`
      : ` (${zone === 'UTC' ? 'UTC' : `${zone}, ${offset}`})`;
    return say(`It is ${clock} on ${day}${where}.`);
  },
});
