import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findLanguage, languageName, languageTag, sameLanguage } from './languages.ts';

test('a language tag is read whatever way it is written', () => {
  const read = ['eng', 'EN_us', ' pt-br ', 'zh-Hans', 'spa', 'x y', '', '*'].map(languageTag);
  assert.deepEqual(read, ['en', 'en-US', 'pt-BR', 'zh-Hans', 'es', undefined, undefined, undefined]);
  fc.assert(
    fc.property(fc.string(), text => {
      const tag = languageTag(text);
      assert.equal(tag === undefined ? undefined : languageTag(tag), tag);
      if (tag !== undefined) assert.ok(languageName(tag).length > 0 && sameLanguage(tag, tag));
    }),
  );
});

test('of what a provider offers the nearest that can be read is found', () => {
  assert.equal(findLanguage('en-US', ['EN-GB', 'EN-US']), 'EN-US');
  assert.equal(findLanguage('en', ['DE', 'EN-GB', 'EN-US']), 'EN-GB');
  assert.equal(findLanguage('pt-BR', ['pt-PT', 'pt']), 'pt');
  assert.equal(findLanguage('zh-TW', ['zh-Hans', 'zh-Hant']), 'zh-Hant');
  assert.equal(findLanguage('sr-Latn', ['sr']), undefined);
  assert.equal(findLanguage('cat', []), undefined);
});
