import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from './check.ts';
import { Email, foldEmail } from './email.ts';

/** What people have, how it is kept, and what it is compared by. */
const taken: [typed: string, key: string][] = [
  ['ada@example.com', 'ada@example.com'],
  ['Ada.Lovelace@Example.COM', 'ada.lovelace@example.com'],
  ['ada+tickets@example.com', 'ada+tickets@example.com'],
  ['a@b.co', 'a@b.co'],
  ['a&b@example.com', 'a&b@example.com'],
  ["o'brien@example.ie", "o'brien@example.ie"],
  ["!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com"],
  ['_@example.com', '_@example.com'],
  ['1234567890@example.com', '1234567890@example.com'],
  ['try..this@docomo.ne.jp', 'try..this@docomo.ne.jp'],
  ['.dots.@ezweb.ne.jp', '.dots.@ezweb.ne.jp'],
  ['ada@mail.eu-west-1.example.co.uk', 'ada@mail.eu-west-1.example.co.uk'],
  ['ada@123.com', 'ada@123.com'],
  ['ada@3com.example', 'ada@3com.example'],
  ['ada@example.photography', 'ada@example.photography'],
  ['ada@example.xn--p1ai', 'ada@example.xn--p1ai'],
  ['x@münchen-musik.de', 'x@xn--mnchen-musik-dlb.de'],
  ['x@xn--mnchen-musik-dlb.de', 'x@xn--mnchen-musik-dlb.de'],
  ['x@MÜNCHEN-MUSIK.DE', 'x@xn--mnchen-musik-dlb.de'],
  ['x@mu\u0308nchen-musik.de', 'x@xn--mnchen-musik-dlb.de'],
  ['x@faß.de', 'x@xn--fa-hia.de'],
  ['почта@пример.рф', 'почта@xn--e1afmkfd.xn--p1ai'],
  ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
  ['用户@例え。テスト', '用户@xn--r8jz45g.xn--zckzah'],
  ['बाज@उदाहरण.परीक्षा', 'बाज@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g'],
  ['مستخدم@مثال.إختبار', 'مستخدم@xn--mgbh0fb.xn--kgbechtv'],
  ['ایمیل@نامه\u200cای.com', 'ایمیل@xn--mgba3gch31f060k.com'],
  ['i@❤.ws', 'i@xn--qei.ws'],
  ['müller@example.de', 'müller@example.de'],
  ['MÜLLER@example.de', 'müller@example.de'],
  ['mu\u0308ller@example.de', 'müller@example.de'],
  ['ａｄａ@example.com', 'ada@example.com'],
  ['ﬁnn@example.com', 'finn@example.com'],
  ['straße@example.de', 'straße@example.de'],
  ['🎫@example.com', '🎫@example.com'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  [`a@${'b'.repeat(63)}.com`, `a@${'b'.repeat(63)}.com`],
  [`${'a'.repeat(242)}@example.com`, `${'a'.repeat(242)}@example.com`],
];

const refused: [why: string, typed: string][] = [
  ['nothing', ''],
  ['only spaces', '   '],
  ['no @', 'ada'],
  ['no @, but a domain', 'example.com'],
  ['nothing before the @', '@example.com'],
  ['nothing after the @', 'ada@'],
  ['only an @', '@'],
  ['a domain without a dot', 'ada@example'],
  ['two @', 'ada@home@example.com'],
  ['an @ of full width', 'ada＠example.com'],
  ['what becomes an @ where it is compared', 'ada＠home@example.com'],
  ['a space in the local part', 'ada lovelace@example.com'],
  ['a space in the domain', 'ada@exam ple.com'],
  ['a space that does not break', 'ada\u00a0lovelace@example.com'],
  ['a tab', 'ada\t@example.com'],
  ['a line break', 'ada@example.com\r\nBcc: all@example.com'],
  ['a zero byte', 'ada\0@example.com'],
  ['a control sign', 'ada\u0007@example.com'],
  ['a sign that turns the line', 'ada\u202e@example.com'],
  ['a sign that takes no room', 'ada\u200b@example.com'],
  ['a letter that prints nothing', 'ada\u3164@example.com'],
  ['a soft hyphen in the domain', 'ada@exam\u00adple.com'],
  ['half a surrogate', 'ada\ud83c@example.com'],
  ['a display name', 'Ada <ada@example.com>'],
  ['angle brackets', '<ada@example.com>'],
  ['a comment', 'ada(home)@example.com'],
  ['two addresses', 'ada@example.com,bob@example.com'],
  ['two addresses with a semicolon', 'ada@example.com;bob@example.com'],
  ['a link', 'mailto:ada@example.com'],
  ['a quoted local part', '"ada lovelace"@example.com'],
  ['a backslash', 'ada\\lovelace@example.com'],
  ['a host without a name', 'ada@[192.0.2.1]'],
  ['the number of a host', 'ada@192.0.2.1'],
  ['a port', 'ada@example.com:25'],
  ['a path', 'ada@example.com/inbox'],
  ['an escape', 'ada@exam%70le.com'],
  ['a domain that begins with a dot', 'ada@.example.com'],
  ['a domain that ends with a dot', 'ada@example.com.'],
  ['a domain with two dots', 'ada@example..com'],
  ['a label that begins with a hyphen', 'ada@-example.com'],
  ['a label that ends with a hyphen', 'ada@example-.com'],
  ['an underscore in the domain', 'ada@my_host.com'],
  ['punycode that is none', 'ada@xn--a.com'],
  ['a label that is too long', `ada@${'b'.repeat(64)}.com`],
  ['a domain that is too long', `ada@${'b.'.repeat(127)}com`],
  ['255 octets', `${'a'.repeat(243)}@example.com`],
  ['255 octets in fewer letters', `${'ü'.repeat(121)}a@example.com`],
  ['more octets as the domain is known to name servers', `${'a'.repeat(238)}@bücher.example`],
];

test('there are enough of each', () => {
  expect(taken.length).toBeGreaterThan(35);
  expect(refused.length).toBeGreaterThan(45);
});

test.each(taken)('%s is kept as it was typed, and compared as %s', (typed, key) => {
  expect(check(Email, `  ${typed}\n`)).toEqual({ data: typed });
  expect(foldEmail(typed)).toBe(key);
});

test.each(refused)('refused is %s', (_why, typed) => {
  const { errors } = check(Email, typed);
  const [error, ...more] = errors!;
  expect(more).toEqual([]);
  expect(error).toEqual(
    /^(a{238,}|ü)/.test(typed)
      ? { field: 'body', message: 'must have at most 254 characters', code: 'too_long', params: { max: 254 } }
      : { field: 'body', message: 'must be an e-mail address', code: 'email' },
  );
});

describe('what addresses are compared by', () => {
  const address = fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.webUrl()).map(([local, url]) => {
    return `${local}@${new URL(url).hostname}`;
  });

  test('is an address, and is compared by itself', () => {
    fc.assert(
      fc.property(address, (text) => {
        const { data } = Email.safeParse(text);
        if (data === undefined) return;
        const key = foldEmail(data);
        expect(Email.safeParse(key).data).toBe(key);
        expect(foldEmail(key)).toBe(key);
      }),
    );
  });

  test('is the same in whatever form letters are typed', () => {
    fc.assert(
      fc.property(address, (text) => {
        const { data } = Email.safeParse(text);
        if (data === undefined) return;
        for (const form of [data.normalize('NFC'), data.normalize('NFD'), data.normalize('NFKC')]) {
          expect(foldEmail(form)).toBe(foldEmail(data));
        }
      }),
    );
  });

  test('is nothing for someone who is gone', () => {
    expect(foldEmail('')).toBe('');
  });
});
