import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { applyUpdate } from './apply-update.ts';
import { readForm } from './read-form.ts';
import { readJson } from './read-json.ts';
import { emptyProperties, PROPERTY_NAME, type Properties } from './request.ts';
import { toInput } from './to-input.ts';

const ORIGIN = 'https://croft.example';

/** Runs what may refuse its input in words, and in no other way. */
function orRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof AppError && error.reason === 'invalid_request', String(error));
    return undefined;
  }
}

const fieldName = fc.oneof(
  fc.string(),
  fc
    .tuple(
      fc.constantFrom('category', 'photo', 'content', '__proto__', 'constructor', 'mp-slug'),
      fc.constantFrom('', '[]', '[0]', '[][alt]', '[html]', '[__proto__]'),
    )
    .map(parts => parts.join('')),
);

test('any form is a request or is refused in words, and no name reaches a prototype', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fieldName, fc.string()), { maxLength: 20 }), fields => {
      const request = orRefused(() => readForm(fields));
      if (request?.action !== 'create') return;
      assert.equal(Object.getPrototypeOf(request.properties), null);
      for (const [name, values] of Object.entries(request.properties)) {
        assert.match(name, PROPERTY_NAME);
        assert.ok(values.length > 0);
      }
    }),
  );
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('any JSON is a request or is refused in words, and what is read of it can be made into fields or is refused', () => {
  const known = fc.constantFrom(
    'name',
    'content',
    'category',
    'photo',
    'published',
    'like-of',
    'rsvp',
    'in-reply-to',
    'visibility',
    'post-status',
    'x',
  );
  const body = fc.oneof(
    fc.jsonValue(),
    fc.record({ type: fc.constant(['h-entry']), properties: fc.dictionary(known, fc.jsonValue()) }),
  );
  fc.assert(
    fc.property(body, json => {
      const request = orRefused(() => readJson(json));
      if (request?.action === 'create')
        orRefused(() => toInput(request.properties, Object.keys(request.properties), ORIGIN));
    }),
  );
});

const lists = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 4 }),
);

test('an update touches what it names; what is added is there, and what is removed is not', () => {
  fc.assert(
    fc.property(
      lists,
      lists,
      lists,
      lists,
      fc.subarray(['a', 'b', 'c']),
      (before, replace, add, values, whole) => {
        const start = Object.assign(emptyProperties(), before);
        const copy = structuredClone({ ...start });
        const { after, touched } = applyUpdate(start, {
          action: 'update',
          url: '',
          replace: replace as Properties,
          add: add as Properties,
          remove: { whole, values: values as Properties },
        });
        assert.deepEqual({ ...start }, copy, 'what was there is not changed in place');
        for (const name of ['a', 'b', 'c'])
          if (!touched.includes(name)) assert.deepEqual(after[name], start[name]);
        for (const name of whole) assert.equal(after[name], undefined);
        for (const [name, gone] of Object.entries(values))
          for (const value of gone) assert.ok(!after[name]?.includes(value));
        for (const [name, added] of Object.entries(add))
          for (const value of added)
            if (!whole.includes(name) && !values[name]?.includes(value))
              assert.ok(after[name]?.includes(value));
      },
    ),
  );
});
