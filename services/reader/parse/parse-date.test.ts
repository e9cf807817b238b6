import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from './parse-date.ts';

const READ: Readonly<Record<string, string>> = {
  'Sat, 07 Sep 2002 00:00:01 GMT': '2002-09-07T00:00:01',
  '07 Sep 02 00:00 GMT': '2002-09-07T00:00:00',
  '03 Apr 02 1500 GMT': '2002-04-03T15:00:00',
  'Fri, 31 Dec 99 23:59:59 EST': '2000-01-01T04:59:59',
  'Mon, 6 Jan 2014 9:05:00 PDT': '2014-01-06T16:05:00',
  'Mon, 06 Jan 2014 09:05:00 +0530': '2014-01-06T03:35:00',
  'Mon, 06 Jan 2014 09:05:00 GMT+2': '2014-01-06T07:05:00',
  'Mon, 06 Jan 2014 09:05:00 CEST': '2014-01-06T07:05:00',
  'Thurs, 4 Sept 2014 09:05 Z': '2014-09-04T09:05:00',
  'Tue, 30 September 2014 10:00:00 Nowhere': '2014-09-30T10:00:00',
  'Seg, 24 Set 2018 19:42:40 -0300': '2018-09-24T22:42:40',
  'Di, 05 Mär 2019 08:00:00 +0100': '2019-03-05T07:00:00',
  '2003-12-13T18:30:02Z': '2003-12-13T18:30:02',
  '2003-12-13T18:30:02.25+01:00': '2003-12-13T17:30:02',
  '2003-12-13T18:30:02+0100': '2003-12-13T17:30:02',
  '2003-12-13 18:30:02': '2003-12-13T18:30:02',
  '2003-12-13 18:30:02 -0500': '2003-12-13T23:30:02',
  '2003-12-13T18:30-08': '2003-12-14T02:30:00',
  '20031213T183002Z': '2003-12-13T18:30:02',
  '2003-12-13': '2003-12-13T00:00:00',
  '2003-12': '2003-12-01T00:00:00',
  '2003-12-13T24:00:00Z': '2003-12-14T00:00:00',
  '2016-12-31T23:59:60Z': '2016-12-31T23:59:59',
  'Mon Jan  2 15:04:05 MST 2006': '2006-01-02T22:04:05',
  'Mon Jan  2 15:04:05 2006': '2006-01-02T15:04:05',
  'January 2, 2006 3:04 pm': '2006-01-02T15:04:00',
  'Tue,02 Jan 2024 10:00:00 GMT': '2024-01-02T10:00:00',
  'Fri, 02 Jan 2024 10:00:00 GMT': '2024-01-02T10:00:00',
  '2 Jan 2024 10:00 PM': '2024-01-02T22:00:00',
  'вт, 02 янв 2024 10:00:00 +0300': '2024-01-02T07:00:00',
  'wt., 02 sty 2024 10:00:00 +0100': '2024-01-02T09:00:00',
  'Tuesday, January 2, 2024 - 10:00': '2024-01-02T10:00:00',
  '2024-01-02T10:00:00+01:00Z': '2024-01-02T09:00:00',
  '2024年1月2日': '2024-01-02T00:00:00',
  '2024年01月02日 13時05分': '2024-01-02T13:05:00',
  '2024年1月2日 13:05:09': '2024-01-02T13:05:09',
  '2024/1/2 13:05': '2024-01-02T13:05:00',
  '02.01.2024 13:05': '2024-01-02T13:05:00',
  '1704189600.5': '2024-01-02T10:00:00',
  '1136214245': '2006-01-02T15:04:05',
  '  \n2003-12-13T18:30:02Z\n ': '2003-12-13T18:30:02',
};

for (const [text, wanted] of Object.entries(READ)) {
  test(`the date "${text.trim()}" is read as ${wanted} UTC`, () => {
    assert.equal(parseDate(text)?.toISOString().slice(0, 19), wanted);
  });
}

test('what is no date, or none that a feed can mean, gives undefined', () => {
  for (const text of [
    undefined,
    '',
    'yesterday',
    '2003-13-01',
    '32 Foo 2003',
    '0000-00-00 00:00:00',
    '1901-01-01',
    '-1',
  ]) {
    assert.equal(parseDate(text), undefined, String(text));
  }
});

test('every time written by toUTCString and toISOString comes back', () => {
  const times = fc.date({ min: new Date(1000), max: new Date('9999-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(times, time => {
      const whole = Math.floor(time.getTime() / 1000);
      for (const text of [time.toUTCString(), time.toISOString()])
        assert.equal(Math.floor(parseDate(text)!.getTime() / 1000), whole);
    }),
  );
});
