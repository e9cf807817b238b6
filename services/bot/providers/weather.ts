import { z } from 'zod';
import { askJson, type Web } from './ask-provider.ts';
import type { Sources } from './options.ts';

export interface Weather {
  readonly place: string;
  /** In words, such as `light rain`. */
  readonly sky: string;
  readonly temperature: string;
  readonly feelsLike: string;
  readonly wind: string;
  readonly humidity: string;
  /** Today and tomorrow. */
  readonly days: readonly {
    readonly sky: string;
    readonly least: string;
    readonly most: string;
    readonly rain: string | undefined;
  }[];
}

export interface WeatherProvider {
  /** How it is in a place now; undefined for one that it does not know. Throws `unavailable`. */
  now(place: string, language: string, signal: AbortSignal | undefined): Promise<Weather | undefined>;
}

/** https://open-meteo.com/en/docs/geocoding-api */
const Places = z.object({
  results: z
    .array(
      z.object({
        name: z.string(),
        latitude: z.number(),
        longitude: z.number(),
        country: z.string().optional(),
        admin1: z.string().optional(),
      }),
    )
    .optional(),
});

/** https://open-meteo.com/en/docs */
const Forecast = z.object({
  current: z.object({
    temperature_2m: z.number(),
    apparent_temperature: z.number(),
    relative_humidity_2m: z.number(),
    weather_code: z.number(),
    wind_speed_10m: z.number(),
  }),
  current_units: z.object({ temperature_2m: z.string(), wind_speed_10m: z.string() }),
  daily: z.object({
    weather_code: z.array(z.number()),
    temperature_2m_max: z.array(z.number()),
    temperature_2m_min: z.array(z.number()),
    precipitation_probability_max: z.array(z.number().nullable()),
  }),
});

const WHO = 'The weather service';

/** The weather by Open-Meteo, or by another of its shape. */
export function openMeteo(
  web: Web,
  { places, weather }: Pick<Sources, 'places' | 'weather'>,
): WeatherProvider {
  return {
    async now(place, language, signal) {
      const query = new URLSearchParams({ name: place, count: '1', language, format: 'json' });
      const found = await askJson(web, Places, { who: WHO, url: `${places}/search?${query}`, signal });
      const where = found?.results?.[0];
      if (!where) return undefined;
      const url = `${weather}/forecast?${new URLSearchParams({
        latitude: String(where.latitude),
        longitude: String(where.longitude),
        current: Object.keys(Forecast.shape.current.shape).join(','),
        daily: Object.keys(Forecast.shape.daily.shape).join(','),
        timezone: 'auto',
        forecast_days: '2',
      })}`;
      const forecast = await askJson(web, Forecast, { who: WHO, url, signal });
      return forecast && read(where, forecast);
    },
  };
}

function read(
  { name, admin1, country }: { name: string; admin1?: string | undefined; country?: string | undefined },
  { current, current_units: units, daily }: z.infer<typeof Forecast>,
): Weather {
  const degrees = (value: number | undefined) =>
    `${Math.round(value ?? Number.NaN)} ${units.temperature_2m}`.replace('-', '−');
  return {
    place: [...new Set([name, admin1, country])].filter(Boolean).join(', '),
    sky: skyOf(current.weather_code),
    temperature: degrees(current.temperature_2m),
    feelsLike: degrees(current.apparent_temperature),
    wind: `${Math.round(current.wind_speed_10m)} ${units.wind_speed_10m}`,
    humidity: `${Math.round(current.relative_humidity_2m)} %`,
    days: daily.weather_code.map((code, index) => ({
      sky: skyOf(code),
      least: degrees(daily.temperature_2m_min[index]),
      most: degrees(daily.temperature_2m_max[index]),
      rain:
        daily.precipitation_probability_max[index] == null
          ? undefined
          : `${daily.precipitation_probability_max[index]} %`,
    })),
  };
}

/** WMO code table 4677, as far as Open-Meteo uses it: the first code of each kind. */
const SKIES: readonly (readonly [from: number, words: string])[] = [
  [0, 'clear'],
  [1, 'mostly clear'],
  [2, 'partly cloudy'],
  [3, 'overcast'],
  [45, 'fog'],
  [51, 'drizzle'],
  [56, 'freezing drizzle'],
  [61, 'light rain'],
  [63, 'rain'],
  [65, 'heavy rain'],
  [66, 'freezing rain'],
  [71, 'light snow'],
  [73, 'snow'],
  [75, 'heavy snow'],
  [77, 'snow grains'],
  [80, 'showers'],
  [82, 'violent showers'],
  [85, 'snow showers'],
  [95, 'thunderstorm'],
  [96, 'thunderstorm with hail'],
];

function skyOf(code: number): string {
  return SKIES.findLast(([from]) => from <= code)?.[1] ?? 'unknown';
}
