import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NO_RULES, type Rules } from '../contract/room-rules.ts';
import { judge, windowOf } from './judge.ts';
import { isAllowed, linkedDomains } from './links.ts';
import { capitals, emojiCount, symbols } from './measure.ts';
import { readRulesChange } from './read-change.ts';
import { Recent } from './recent.ts';
import { Strikes } from './strikes.ts';
import { wordFinder } from './words.ts';

describe('the blacklist', () => {
  const find = wordFinder(['heck', 'buy now', 'spam*', '*coin', 'a*z', '/v[i1]agra+/', 'straße']);
  const FOUND: readonly (readonly [text: string, entry: string | undefined])[] = [
    ['what the heck', 'heck'],
    ['HECK!', 'heck'],
    ['hé́ck', 'heck'],
    ['h\u200be\u00adc\u2060k', 'heck'],
    ['hесk', 'heck'], // Cyrillic е and с
    ['ｈｅｃｋ', 'heck'],
    ['h.e.c.k', 'heck'],
    ['h e c k', 'heck'],
    ['heckkkkk', 'heck'],
    ['oh,heck,no', 'heck'],
    ['checkers', undefined],
    ['Buy  NOW, cheap', 'buy now'],
    ['buy it now', undefined],
    ['spammers', 'spam*'],
    ['sраmming', 'spam*'],
    ['bitcoin to the moon', '*coin'],
    ['coincidence', undefined],
    ['abuzz fuzz', 'a*z'],
    ['cheap V1agraaaa', '/v[i1]agra+/'],
    ['v\u00ed\u200bagra', '/v[i1]agra+/'],
    ['eine Strasse', undefined],
    ['die Straße', 'straße'],
    ['', undefined],
  ];
  for (const [text, entry] of FOUND)
    test(`${JSON.stringify(text)} has ${entry ?? 'nothing of it'}`, () => assert.equal(find(text), entry));

  test('an entry that would be found in everything, or cannot be read, is refused with the reason', () => {
    assert.throws(() => wordFinder(['*']), /found in everything/);
    assert.throws(() => wordFinder(['!!']), /no word in it/);
    assert.throws(() => wordFinder(['two w*rds']), /one word only/);
    assert.throws(() => wordFinder(['/(unclosed/']), /cannot be read/);
    assert.throws(() => wordFinder(['/(?=ahead)/']), /cannot be read/);
    assert.throws(() => wordFinder(['/.{1000}/']), /too large/);
    assert.throws(
      () => wordFinder(Array.from({ length: 20 }, (_, n) => `/${'abc'.repeat(60)}${n}/`)),
      /together/,
    );
  });

  test('a pattern that would never end in another engine, and any text, takes a moment', () => {
    const slow = wordFinder(['/(a+)+$/', '/(x*)*y/', 'a*a*a*a*a*a*b']);
    const began = performance.now();
    slow('a'.repeat(3_999));
    slow(`${'x'.repeat(3_000)} ${'a'.repeat(900)}`);
    assert.ok(performance.now() - began < 2_000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        find(text);
        linkedDomains(text);
        symbols(text);
      }),
    );
  });
});

describe('links', () => {
  const LINKED: readonly (readonly [text: string, domains: string[]])[] = [
    ['see https://www.Example.org/a?b', ['example.org']],
    ['see example.com/x and sub.example.de.', ['example.com', 'sub.example.de']],
    ['evil[.]com, evil (dot) net', ['evil.com', 'evil.net']],
    ['evil . com or evil dot com', ['evil.com']],
    ['http://127.0.0.1:8080/x', ['127.0.0.1']],
    ['https://good.example@evil.example/', ['evil.example']],
    ['ｅｖｉｌ.com', ['evil.com']],
    ['mail ann@mill.com, e.g. Node.js v2.0 at 3.30 p.m.', []],
    ['well...yes.no', ['yes.no']],
  ];
  for (const [text, domains] of LINKED)
    test(`${text} links to ${domains.join(' and ') || 'nothing'}`, () =>
      assert.deepEqual(linkedDomains(text), domains));

  test('a site stands for all below it and for none that ends like it', () => {
    assert.ok(isAllowed('wiki.example.org', ['example.org']));
    assert.ok(!isAllowed('notexample.org', ['example.org']));
  });
});

test('capitals, signs and emoji are counted as people see them', () => {
  assert.deepEqual(capitals('HELLO world'), { of: 10, percent: 50 });
  assert.deepEqual(capitals('ПРИВЕТ 123'), { of: 6, percent: 100 });
  assert.deepEqual(capitals('漢字'), { of: 0, percent: 0 });
  assert.equal(emojiCount('👨‍👩‍👧 🇳🇴 ❤️ 12 ©'), 3);
  assert.equal(symbols('!!!! a').percent, 80);
  assert.equal(symbols('Z̸̢̛͓͙͙͗͌').percent > 50, true);
  assert.equal(symbols('Tiếng Việt 👍👍👍').percent, 0);
});

const everything: Rules = {
  ...NO_RULES,
  on: true,
  words: ['heck'],
  caps: { percent: 70, from: 10 },
  symbols: { percent: 50, from: 10 },
  emotes: 3,
  repeats: { times: 3, seconds: 30 },
  flood: { lines: 4, seconds: 10 },
  length: 100,
  links: 'members',
  domains: ['example.org'],
};

/** What one person says in a row, a line every `gap` milliseconds. */
function judged(
  rules: Rules,
  lines: readonly string[],
  part: object = {},
  gap = 5_000,
): (string | undefined)[] {
  const recent = new Recent();
  const find = wordFinder(rules.words);
  return lines.map((text, index) => {
    const at = index * gap;
    recent.note('account:ann', { name: 'Ann' }, text, at, windowOf(rules));
    const line = {
      person: 'account:ann',
      text,
      at,
      member: false,
      newcomer: false,
      permitted: false,
      ...part,
    };
    return judge(rules, find, recent, line)?.rule;
  });
}

describe('a line is judged', () => {
  test('by each rule that is set', () => {
    assert.deepEqual(
      judged(
        everything,
        ['good morning', 'WHY IS NOBODY HERE', '?!?!?!?!?!?!', '😀😀😀😀', 'x '.repeat(60), 'oh heck'],
        {},
        60_000,
      ),
      [undefined, 'caps', 'symbols', 'emotes', 'length', 'words'],
    );
    assert.deepEqual(judged(NO_RULES, ['OH HECK LOUDER!!!!!!!', 'evil.com']), [undefined, undefined]);
  });

  test('emotes of a network count as emoji do', () => {
    assert.deepEqual(judged(everything, ['Kappa Kappa 😀😀'], { emotes: 2 }), ['emotes']);
    assert.deepEqual(judged(everything, ['Kappa 😀😀'], { emotes: 1 }), [undefined]);
  });

  test('by what the same person said before', () => {
    assert.deepEqual(judged(everything, ['buy this', 'Buy  this!', 'BUY THIS', 'ok']), [
      undefined,
      undefined,
      'repeats',
      undefined,
    ]);
    assert.deepEqual(judged(everything, ['a', 'b', 'c', 'd', 'e'], {}, 100), [
      undefined,
      undefined,
      undefined,
      undefined,
      'flood',
    ]);
  });

  test('links are for members, for allowed sites, and for who has a permit; never for a newcomer', () => {
    const link = ['see evil.com'];
    assert.deepEqual(judged(everything, link), ['links']);
    assert.deepEqual(judged(everything, link, { member: true }), [undefined]);
    assert.deepEqual(judged(everything, link, { permitted: true }), [undefined]);
    assert.deepEqual(judged(everything, ['see https://wiki.example.org']), [undefined]);
    const strict: Rules = { ...everything, newcomers: { minutes: 10, days: 0 } };
    assert.deepEqual(judged(strict, link, { member: true, newcomer: true }), ['newcomers']);
    assert.deepEqual(judged({ ...everything, links: 'nobody' }, link, { member: true }), ['links']);
  });

  test('clones that say the same are seen by what they say', () => {
    const recent = new Recent();
    const rules = everything;
    const verdicts = Array.from({ length: 13 }, (_, n) => {
      recent.note(`host:${n}`, { name: `clone${n}` }, 'join us', n, windowOf(rules));
      const line = {
        person: `host:${n}`,
        text: 'join us',
        at: n,
        member: false,
        newcomer: false,
        permitted: false,
      };
      return judge(rules, () => undefined, recent, line)?.rule;
    });
    assert.deepEqual(verdicts.slice(10), [undefined, 'repeats', 'repeats']);
  });
});

test('breaches escalate step by step, are forgotten in time, and a newcomer is not warned first', () => {
  const strikes = new Strikes();
  const rules: Rules = { ...NO_RULES, newcomers: { minutes: 10, days: 0 }, forgetHours: 1 };
  const acts = [0, 1, 2, 3, 4].map(now => {
    const { act } = strikes.next(rules, 'r', 'p', false, now);
    strikes.add('r', 'p', now);
    return act;
  });
  assert.deepEqual(acts, ['warn', 'delete', 'timeout', 'ban', 'ban']);
  assert.equal(strikes.next(rules, 'r', 'p', false, 3_600_100).act, 'warn');
  assert.equal(strikes.next(rules, 'r', 'other', true, 5).act, 'delete');
  strikes.remove('r', 'p');
  strikes.remove('r', 'p');
  assert.equal(strikes.next(rules, 'r', 'p', false, 5).act, 'ban');
});

test('rules are set in words, and what is none says what can be', () => {
  const change = (text: string) => {
    const asked = readRulesChange(text);
    return asked === 'show' ? asked : asked({ ...NO_RULES, words: ['heck'] });
  };
  assert.equal(change(''), 'show');
  assert.deepEqual(change('ON'), { on: true });
  assert.deepEqual(change('add Two Words'), { words: ['heck', 'Two Words'] });
  assert.deepEqual(change('remove heck'), { words: [] });
  assert.equal(change('remove nothing'), undefined);
  assert.deepEqual(change('flood 5 10'), { flood: { lines: 5, seconds: 10 } });
  assert.deepEqual(change('caps 70'), { caps: { percent: 70, from: 10 } });
  assert.deepEqual(change('caps off'), { caps: null });
  assert.deepEqual(change('newcomers 30'), { newcomers: { minutes: 30, days: 0 } });
  for (const text of ['caps', 'caps 5', 'caps lots', 'links all', 'flood 5', 'raid maybe', 'burn'])
    assert.throws(() => readRulesChange(text), /^AppError: I can set: rules on/, text);
});
