import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { MEDIA_TYPES, type MediaExtension } from '../types.ts';
import { stripMetadata } from './strip.ts';

const SECRET = 'Hidden Valley 51.5';
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:p="http://p/" p:City="${SECRET}"/></rdf:RDF></x:xmpmeta>`;
const EXIF = {
  IFD0: { Copyright: SECRET, Make: SECRET },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSMapDatum: SECRET },
};

/** Left half red, right half blue, so that a turn is seen. */
function picture() {
  const pixels = Buffer.alloc(16 * 8 * 3);
  for (let at = 0; at < 16 * 8; at++) pixels[at * 3 + (at % 16 < 8 ? 0 : 2)] = 255;
  return sharp(pixels, { raw: { width: 16, height: 8, channels: 3 } });
}

function told() {
  return picture()
    .withMetadata({ orientation: 6 })
    .withExif({ ...EXIF })
    .withXmp(XMP)
    .withIccProfile('p3');
}

const pixelsOf = (data: Uint8Array) => sharp(data).raw().toBuffer();
const has = (data: Uint8Array, text: string) => Buffer.from(data).includes(text);

const MADE: Record<string, () => Promise<Buffer>> = {
  jpg: () => told().jpeg({ progressive: true }).toBuffer(),
  png: () => told().png().toBuffer(),
  webp: () => told().webp().toBuffer(),
  avif: () => told().avif({ lossless: true }).toBuffer(),
};

for (const [extension, make] of Object.entries(MADE)) {
  test(`${extension}: place, camera and owner go; pixels, colours and size stay`, async () => {
    const before = await make();
    assert.ok(has(before, SECRET), 'the test has something to find');
    const after = stripMetadata(extension as MediaExtension, before);
    assert.ok(!has(after, SECRET) && !has(after, 'GPS') && !has(after, 'xmpmeta'));
    assert.deepEqual(await pixelsOf(after), await pixelsOf(before));
    const kept = await sharp(after).metadata();
    assert.equal(kept.hasProfile, true);
    assert.equal(kept.space, 'srgb');
    assert.deepEqual(stripMetadata(extension as MediaExtension, after), after);
  });
}

test('the orientation survives as the only thing that is said', async () => {
  for (const extension of ['jpg', 'png', 'webp'] as const) {
    const before = await picture()
      .withMetadata({ orientation: 6 })
      .withExif(EXIF)
      .toFormat(extension === 'jpg' ? 'jpeg' : extension)
      .toBuffer();
    const after = stripMetadata(extension, before);
    const { orientation, exif } = await sharp(after).metadata();
    const { orientation: wanted } = await sharp(before).metadata();
    assert.equal(orientation, wanted, extension);
    if (orientation !== undefined) assert.ok(exif!.length <= 32, extension);
    assert.deepEqual(
      await sharp(after).autoOrient().raw().toBuffer(),
      await sharp(before).autoOrient().raw().toBuffer(),
    );
  }
});

test('an upright picture gets no EXIF at all', async () => {
  const after = stripMetadata('jpg', await picture().withExif(EXIF).jpeg().toBuffer());
  assert.equal((await sharp(after).metadata()).exif, undefined);
});

test('what follows the end goes: a second picture with its own place, an archive, a page', async () => {
  for (const extension of ['jpg', 'png', 'webp'] as const) {
    const plain = await picture()
      .toFormat(extension === 'jpg' ? 'jpeg' : extension)
      .toBuffer();
    const clean = stripMetadata(extension, plain);
    for (const tail of [
      await MADE['jpg']!(),
      Buffer.from('PK\x03\x04'),
      Buffer.from('<script>alert(1)</script>'),
    ])
      assert.deepEqual(stripMetadata(extension, Buffer.concat([plain, tail])), clean, extension);
  }
});

const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

test('a film loses where it was taken, and not one byte moves', () => {
  const place = Buffer.from(`+51.5-000.1/${SECRET}`);
  const frames = box('mdat', Buffer.from('the frames, with udta and meta in them'));
  const film = Buffer.concat([
    box('ftyp', Buffer.from('qt  ')),
    box(
      'moov',
      box('mvhd', Buffer.alloc(20)),
      box('udta', box('\xa9xyz', place)),
      box('meta', place),
      box('trak', box('tkhd'), box('udta', place)),
    ),
    frames,
    box('uuid', place),
  ]);
  const after = Buffer.from(stripMetadata('mov', film));
  assert.equal(after.length, film.length);
  assert.ok(!has(after, SECRET) && has(after, 'mvhd') && has(after, 'tkhd'));
  assert.equal(after.indexOf(frames), film.indexOf(frames));
});

test('any bytes are read without a crash, and no file grows by more than an orientation', async () => {
  const seeds = await Promise.all(
    Object.entries(MADE).map(async ([extension, make]) => [extension, await make()] as const),
  );
  const changed = fc
    .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }), fc.nat())
    .map(([[extension, data], edits, cut]) => {
      const bytes = Buffer.from(data);
      for (const [at, value] of edits) bytes[at % bytes.length] = value;
      return [extension, bytes.subarray(0, cut % 2 === 0 ? bytes.length : cut % bytes.length)] as const;
    });
  const anything = fc.tuple(fc.constantFrom(...Object.keys(MEDIA_TYPES)), fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(fc.oneof(changed, anything), ([extension, data]) => {
      const after = stripMetadata(extension as MediaExtension, data);
      assert.ok(after.length <= data.length + 44);
    }),
    { numRuns: 3000 },
  );
});
