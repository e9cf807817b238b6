import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accentAsset, findAccent } from './accent.ts';
import { oklchToHex } from './oklch.ts';

/** Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Custom properties by day and by night, of a sheet with one block for each. */
function tokens(sheet: string): Record<string, string>[] {
  return sheet
    .split('prefers-color-scheme')
    .map(part => Object.fromEntries(part.matchAll(/--([a-z-]+): ?(#[0-9a-f]{6})/g).map(one => one.slice(1))));
}

const [day, night] = tokens(readFileSync(new URL('../theme/tokens.css', import.meta.url), 'utf8'));

/** Text and the ground that it stands on somewhere. */
const PAIRS = [
  ['accent', 'paper'],
  ['accent', 'panel'],
  ['accent', 'tint'],
  ['accent-ink', 'accent'],
  ['ink', 'tint'],
  ['quiet', 'tint'],
  ['warm', 'tint'],
] as const;

test('at every hue each text is AA on its ground, by day and by night', () => {
  const low: string[] = [];
  for (let hue = 0; hue < 360; hue++) {
    const sheet = tokens(accentAsset(hue).page.identity.bytes.toString());
    assert.equal(sheet.length, 2);
    for (const [index, standing] of [day, night].entries()) {
      const own = sheet[index]!;
      assert.deepEqual(Object.keys(own), ['accent', 'accent-ink', 'tint']);
      const all = { ...standing, ...own };
      for (const [text, ground] of PAIRS) {
        const ratio = contrast(all[text]!, all[ground]!);
        if (!(ratio >= 4.5)) low.push(`${hue} ${index} ${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  }
  assert.deepEqual(low, []);
});

test('colours are those that CSS names so, and keep their lightness where a screen has no such chroma', () => {
  assert.equal(oklchToHex({ lightness: 0.62796, chroma: 0.2576, hue: 29.23 }), '#ff0000');
  assert.equal(oklchToHex({ lightness: 1, chroma: 0, hue: 0 }), '#ffffff');
  const muted = luminance(oklchToHex({ lightness: 0.5, chroma: 0.4, hue: 195 }));
  const grey = luminance(oklchToHex({ lightness: 0.5, chroma: 0, hue: 0 }));
  assert.ok(Math.abs(muted - grey) < 0.03, `${muted} ${grey}`);
});

test('a sheet is found by its own address and by no other', () => {
  const file = accentAsset(145).path.replace('/assets/', '');
  assert.equal(findAccent(file), accentAsset(145));
  for (const bad of ['accent-360', 'accent-0145', 'accent--1', 'accent-1e2', 'accent-145'])
    assert.equal(findAccent(file.replace('accent-145', bad)) === undefined, bad !== 'accent-145', bad);
  assert.equal(findAccent('accent-145-AAAAAAAAAA.css'), undefined);
});
