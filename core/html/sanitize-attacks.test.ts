import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { type SanitizeKind, sanitizeHtml } from './sanitize.ts';

const KINDS: readonly SanitizeKind[] = ['feed', 'post', 'comment', 'mention'];
const ELEMENTS = new Set(
  (
    'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn ' +
    'div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p picture ' +
    'pre q rb rp rt rtc ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time ' +
    'tr u ul var video wbr'
  ).split(' '),
);

/** Reads the output as a browser would and fails on anything that could run, load or navigate where it should not. */
function assertHarmless(output: string, input: string): void {
  const parser = new Parser({
    onopentag(name, attributes) {
      assert.ok(ELEMENTS.has(name), `<${name}> came out of ${input}: ${output}`);
      for (const [attribute, value] of Object.entries(attributes)) {
        assert.doesNotMatch(
          attribute,
          /^on|^style$|^srcdoc$|^target$|[^a-z]/,
          `${attribute} came out of ${input}`,
        );
        if (/^(?:href|src|cite|poster)$/.test(attribute)) {
          assert.match(value, /^(?:https?:\/\/|mailto:|#user-content-)/, `${value} came out of ${input}`);
        }
        if (attribute === 'srcset')
          assert.match(value, /^https?:\/\/\S+(?: [\d.]+[wx])?(?:, https?:\/\/\S+(?: [\d.]+[wx])?)*$/);
      }
    },
    oncomment: () => assert.fail(`a comment came out of ${input}: ${output}`),
    onprocessinginstruction: () => assert.fail(`a processing instruction came out of ${input}: ${output}`),
  });
  parser.end(output);
}

/** After the OWASP XSS filter evasion and DOM mutation collections. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<<script>alert(1);//<</script>',
  '<script/x src=y>',
  '<img src=x onerror=alert(1)>',
  '<img src=x/onerror=alert(1)>',
  '<img/src="x"/onerror=alert(1)>',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<img src=`x` onerror=alert(1)>',
  '<img src="jav&#x09;ascript:alert(1);">',
  '<img src="jav&#x0A;ascript:alert(1);">',
  '<img src=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>',
  '<img src=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058x>',
  '<img src=" &#14;  javascript:alert(1);">',
  '<img dynsrc="javascript:x" lowsrc="javascript:x">',
  '<img srcset="javascript:alert(1) 1x, data:image/svg+xml,<svg/onload=x> 2x">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//javascript:alert(1)">x</a>',
  '<a href="relative:javascript:x">x</a>',
  '<a xlink:href="javascript:x">x</a>',
  '<a href=x ping=https://evil.example onfocus=alert(1) autofocus>x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><a><animate attributeName=href values="javascript:x" /><text>y</text></a></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://a.example/&quot;><script>alert(1)</script>"></iframe>',
  `<iframe src='x" onmouseover="alert(1)'></iframe>`,
  '<iframe><iframe src=javascript:x><img src=x onerror=y></iframe>',
  '<object data="javascript:x"><embed src="javascript:x"></object>',
  '<embed src="data:image/svg+xml;base64,x">',
  '<link rel=stylesheet href="javascript:x"><base href="javascript://"><a href=x>y</a>',
  '<meta http-equiv=refresh content="0;url=javascript:x">',
  '<style>@import "javascript:x";</style><p style="background:url(javascript:x)">',
  '<div style="width:expression(alert(1))">',
  '<form action="javascript:x"><button formaction="javascript:x">y</button><input type=image src=x onerror=y>',
  '<isindex action="javascript:x" type=image>',
  '<video><source onerror="alert(1)"></video><video src="javascript:x" poster="javascript:x">',
  '<audio src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<body onload=alert(1) background="javascript:x">',
  '<table background="javascript:x"><td background="javascript:x">',
  '<blockquote cite="javascript:x">y</blockquote>',
  '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><?php x ?><p>a',
  '<x-left-out onclick=x><x-left-out />',
  '<p/onclick=x title="a"onmouseover="b">',
  '<a href="https://a.example" title="&quot; onclick=&quot;x">y</a>',
  '<template><script>alert(1)</script></template>',
  '<select><option><style></option></select><img src=x onerror=y></style>',
  '<plaintext><script>alert(1)</script>',
  '\0<scr\0ipt>alert(1)</scr\0ipt>',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '<p __proto__=x constructor=y hasownproperty=z>',
];

for (const kind of KINDS) {
  test(`no known attack comes through as a ${kind}`, () => {
    for (const attack of ATTACKS) {
      assertHarmless(sanitizeHtml(attack, { kind, baseUrl: 'https://blog.example/' }), attack);
    }
  });
}

test('nothing made of hostile fragments comes through, and sanitising again changes nothing dangerous', () => {
  const fragment = fc.oneof(
    fc.constantFrom(...ATTACKS),
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '&lt;',
      '<!--',
      '-->',
      '</',
      '/>',
      '=',
      ' ',
      '`',
      '\n',
      'javascript:',
    ),
    fc.constantFrom(
      '<svg>',
      '<math>',
      '<style>',
      '</style>',
      '<title>',
      '<noscript>',
      '<iframe ',
      '<p title="',
      '<a href=',
    ),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 12 }), fc.constantFrom(...KINDS), (parts, kind) => {
      const input = parts.join('');
      const once = sanitizeHtml(input, { kind, baseUrl: 'https://blog.example/' });
      assertHarmless(once, input);
      assertHarmless(sanitizeHtml(once, { kind, baseUrl: 'https://blog.example/' }), once);
    }),
    { numRuns: 1500 },
  );
});
