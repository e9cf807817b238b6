/** A colour by lightness (0 to 1), chroma and hue in degrees (https://www.w3.org/TR/css-color-4/#ok-lab). */
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

/** Steps of chroma in which a colour is brought into what every screen shows. */
const STEP = 0.001;

/** The colour as `#rrggbb`, with less chroma where a screen has no such colour: the lightness, and so the contrast, stays. */
export function oklchToHex({ lightness, chroma, hue }: Oklch): string {
  for (let left = chroma; ; left -= STEP) {
    const channels = toLinear({ lightness, chroma: Math.max(0, left), hue });
    if (left > 0 && channels.some(value => value < 0 || value > 1)) continue;
    return `#${channels.map(toByte).join('')}`;
  }
}

/** Red, green and blue as parts of the brightest that a screen shows, in linear light. */
function toLinear({ lightness, chroma, hue }: Oklch): number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function toByte(linear: number): string {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, value)) * 255)
    .toString(16)
    .padStart(2, '0');
}
