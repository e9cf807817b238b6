/** Numbers from a seed (mulberry32), so that a failure can be had again. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CODE = ['alert(1)', 'fetch(`//e.example`)', 'document.body.innerHTML=1', "top['al'+'ert'](1)"];
const SCHEMES = [
  'javascript:',
  'JaVaScRiPt:',
  'java\tscript:',
  ' javascript:',
  '\u0001javascript:',
  'vbscript:',
  'data:text/html,',
  'data:image/svg+xml,',
  'file:///',
  '//',
  'blob:',
  'javascript&colon;',
  '&#x6A;avascript:',
  'javascript&#58;',
];

const MARKUP: readonly ((code: string, scheme: string) => string)[] = [
  code => `<script>${code}</script>`,
  code => `<scr<script>ipt>${code}</scr</script>ipt>`,
  code => `<img src=x onerror="${code}">`,
  code => `<svg/onload=${code}>`,
  code => `<svg><script>${code}</script></svg>`,
  code =>
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${code}&gt;">`,
  code => `<details open ontoggle=${code}><summary>x</summary></details>`,
  (code, scheme) => `<a href="${scheme}${code}">x</a>`,
  (code, scheme) => `[x](${scheme}${code})`,
  (code, scheme) => `[x](<${scheme}${code}>)`,
  (code, scheme) => `![x](${scheme}${code})`,
  (code, scheme) => `<${scheme}${code}>`,
  (code, scheme) => `[x][y]\n\n[y]: ${scheme}${code} "t\\" onmouseover=${code}"`,
  code => `[x](https://a.example "t' onmouseover='${code}")`,
  code => `[x](https://a.example/"onmouseover="${code})`,
  code => `https://a.example/"onmouseover="${code}`,
  code => `<iframe srcdoc="<script>${code}</script>"></iframe>`,
  code => `<form action=x><button formaction="javascript:${code}">x</button></form>`,
  code => `<style>*{background:url("javascript:${code}")}</style>`,
  code => `<base href="javascript:${code}//">`,
  code => `<meta http-equiv=refresh content="0;url=javascript:${code}">`,
  code => `<object data="data:text/html,<script>${code}</script>"></object>`,
  code => `<template><img src=x onerror=${code}></template>`,
  code => `<noscript><p title="</noscript><img src=x onerror=${code}>">`,
  code => `\`\`\`"><script>${code}</script>\nx\n\`\`\``,
  code => `\`<img onerror=${code}>\``,
  code => `]]></content><script>${code}</script><![CDATA[`,
  code => `--><script>${code}</script><!--`,
  code => `</textarea></title></style><script>${code}</script>`,
  code => `"><script>${code}</script>`,
  code => `'><script>${code}</script>`,
  code => `{{constructor.constructor('${code}')()}} \${${code}}`,
  code => `x\r\nBcc: a@b.example\r\n\r\n${code}`,
  code => `\ud800<script>${code}</script>\udfff\ufffe`,
  code => `a\0<scr\0ipt>${code}</scr\0ipt>`,
  code => `\u202e<tpircs>${code}`,
  code => `${'> '.repeat(400)}<img onerror=${code}>`,
  code => `${'- '.repeat(300)}${code}`,
  code => `${'['.repeat(600)}${code}${']('.repeat(200)}`,
  code => `${'*_'.repeat(500)}${code}`,
  code => `${'<b>'.repeat(400)}${code}`,
  code => `${'&#x3c;'.repeat(3)}script&gt;${code}`,
  code => `＜script＞${code}＜/script＞`,
  code => `ſcript \u{1f468}\u200d\u{1f469} ${'a\u0301'.repeat(50)} ${'\u0300'.repeat(500)}${code}`,
];

const NAMES = [
  'Ann',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "O'Neill' onclick='x",
  'Аnn',
  'A\u202enn',
  'Ann\u200b',
  '\ud800',
  'x\0y',
  '{{7*7}}',
  'a'.repeat(200),
  'Z\u0300\u0301\u0302\u0303\u0304\u0305',
  '&lt;b&gt;',
  '</title>',
  'Bcc: x\r\nTo: y',
  '山田',
  '   ',
  '\u{1f9ff}',
];
const SITES = [
  ...Array<undefined>(16),
  'javascript:alert(1)',
  'https://a.example/"><script>alert(1)</script>',
  'https://a.example/\u202e',
  'data:text/html,x',
  "https://a.example/' onmouseover='alert(1)",
  '//a.example',
  'http://user:pass@a.example/',
  'https://[::1',
  `https://a.example/${'a'.repeat(600)}`,
];

export interface Hostile {
  name: string;
  website: string | undefined;
  markdown: string;
}

/** A comment that tries to be more than text. */
export function hostileComment(random: () => number): Hostile {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    pick(MARKUP)(pick(CODE), pick(SCHEMES)),
  );
  let markdown = parts.join(pick(['', ' ', '\n', '\n\n', '<', '`']));
  // A letter lost, doubled or changed, as fuzzers do.
  for (let change = 0; change < 2; change++) {
    const at = Math.floor(random() * markdown.length);
    markdown =
      markdown.slice(0, at) +
      pick(['', '<', '>', '"', "'", '\\', '`', '\0', '&', '\n']) +
      markdown.slice(at + 1);
  }
  return { name: pick(NAMES), website: pick(SITES), markdown };
}
