import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readParts } from './read-parts.ts';

async function* cut(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(bytes: Buffer, boundary: string, sizes = [64_000]) {
  const found: [string, string | undefined, string][] = [];
  for await (const part of readParts(cut(bytes, sizes), boundary))
    found.push([part.name, part.file, Buffer.concat(await Array.fromAsync(part.content)).toString('latin1')]);
  return found;
}

test('a form as fetch writes it is read however its bytes are cut, with any bytes in its file', async () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  const lines = fc.stringMatching(/^[\r\n\-x]{0,60}$/).map(text => Buffer.from(text));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(bytes, lines),
      fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1 }),
      async (file, sizes) => {
        const form = new FormData();
        form.append('form_token', 'abc');
        form.append('empty', '');
        form.append('file', new File([Buffer.from(file)], 'a "b" ü.zip'));
        form.append('after', 'x');
        const response = new Response(form);
        const boundary = /boundary=(.+)$/.exec(response.headers.get('content-type')!)![1]!;
        assert.deepEqual(await read(Buffer.from(await response.arrayBuffer()), boundary, sizes), [
          ['form_token', undefined, 'abc'],
          ['empty', undefined, ''],
          ['file', 'a "b" ü.zip', Buffer.from(file).toString('latin1')],
          ['after', undefined, 'x'],
        ]);
      },
    ),
    { numRuns: 200 },
  );
});

test('a form that breaks off, or is none, is refused in words', async () => {
  const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nvalue';
  const cases: [string, RegExp][] = [
    ['', /broke off/],
    [part, /broke off/],
    [`${part}\r\n--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--`, /has no name/],
    [`--b\r\n${'x'.repeat(20_000)}`, /cannot be read/],
    [`${`${part}\r\n`.repeat(101)}--b--`, /too many fields/],
  ];
  for (const [text, words] of cases) await assert.rejects(read(Buffer.from(text), 'b'), words);
  const long = Buffer.from(
    `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'x'.repeat(70_000)}\r\n--b--`,
  );
  const { value } = await readParts(cut(long, [1000]), 'b').next();
  await assert.rejects(value.text(), /too long/);
});
