import { expect, test } from 'vitest';
import { parseMessage } from './message.ts';

const read = (raw: string | Buffer) => {
  const parsed = parseMessage(Buffer.from(raw), { location: 't', format: 'eml' });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.message;
};
const alternative = (plain: string, html: string) =>
  `From: a@x.org\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n${plain}\n--b\nContent-Type: text/html\n\n${html}\n--b--\n`;

test('a byte-order mark before the header hides no field', () => {
  expect(read('\ufeffFrom: Nora <nora@x.org>\n\nwords\n').from.name).toBe('Nora');
});

test('HTML speaks where the plain part is blank or says only that it is not the text', () => {
  const html = '<p>Every flush costs <b>two</b> fences.</p>';
  expect(read(alternative(' \n', html)).body).toBe('Every flush costs two fences.\n');
  expect(read(alternative('Your e-mail reader does not show HTML.', html)).body).toBe(
    'Every flush costs two fences.\n',
  );
  expect(read(alternative('Every flush costs two fences.', html)).body).toBe(
    'Every flush costs two fences.',
  );
  expect(read(alternative('Do not send HTML mail here.', '<p>x</p>')).body).toContain(
    'Do not send',
  );
});

test('HTML: every entity of the standard, and where a link leads', () => {
  const html =
    '<p>&eacute;&hellip; a &le; b&nbsp;c &#8364; <a href="https://x.org/log?a=1&amp;b=2">the log</a>, ' +
    '<a href="https://x.org/">https://x.org</a> <a href="mailto:n@x.org">Nora</a></p>';
  expect(read(`From: a@x.org\nContent-Type: text/html\n\n${html}`).body).toBe(
    'é… a ≤ b c € the log <https://x.org/log?a=1&b=2>, https://x.org Nora\n',
  );
});

test('a message in base64 inside a message keeps its text, and its author can be read', () => {
  const inner = 'From: =?utf-8?q?N=C3=B3ra?= <nora@x.org>\nSubject: s\n\nThe log wraps.\n';
  for (const type of ['message/rfc822', 'message/global']) {
    const raw = `From: a@x.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee:\n--b\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(inner).toString('base64')}\n--b--\n`;
    expect(read(raw).body).toBe(
      'See:\n\n-------- Forwarded Message --------\nFrom: Nóra <nora@x.org>\nSubject: s\n\nThe log wraps.\n-------- End of forwarded message --------\n',
    );
  }
});

test.each([
  ['utf-16', Buffer.from('\ufeffWörter\n', 'utf16le').swap16()],
  ['utf-16', Buffer.from('\ufeffWörter\n', 'utf16le')],
  ['utf-16be', Buffer.from('Wörter\n', 'utf16le').swap16()],
  ['utf-8', Buffer.from('\ufeffWörter\n')],
  [
    'utf-32',
    Buffer.from(
      [...'\ufeffWörter\n'].flatMap((c) => [
        0,
        0,
        (c.codePointAt(0) ?? 0) >> 8,
        (c.codePointAt(0) ?? 0) & 255,
      ]),
    ),
  ],
])('%s with or without a mark is text without one', (charset, bytes) => {
  const head = `From: a@x.org\nContent-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: base64\n\n`;
  expect(read(head + bytes.toString('base64')).body).toBe('Wörter\n');
});

test('a rule or two hyphens in mid-body end nothing', () => {
  const text = `One.\n\n${'_'.repeat(24)}\n\nTwo.\n--\nThree.\n`;
  expect(read(`From: a@x.org\n\n${text}`).body).toBe(text);
});

test('format=flowed: stuffing goes, and with DelSp the space inside a word', () => {
  const head = 'From: a@x.org\nContent-Type: text/plain; format=flowed';
  expect(read(`${head}\n\n From now on\n  + kept\n> as it is \n> quoted\n`).body).toBe(
    'From now on\n + kept\n> as it is \n> quoted\n',
  );
  expect(read(`${head}; delsp=yes\n\nThe buf \nfer. \n-- \nNora\n> quo \n> ted\n`).body).toBe(
    'The buffer. \n-- \nNora\n> quoted\n',
  );
});

test('messages within messages are read 24 deep, and what is deeper is an attachment', () => {
  const nested = (depth: number) =>
    `From: a@x.org\n${'Content-Type: message/rfc822\n\nFrom: b@x.org\n'.repeat(depth)}\nThe log wraps.\n`;
  const heads = (body: string) => body.split('Forwarded Message --').length - 1;
  expect(heads(read(nested(24)).body)).toBe(24);
  expect(read(nested(24)).body).toContain('The log wraps.');
  expect(read(nested(200)).body).toMatch(/^\[-- attachment: message\/rfc822, \d+ bytes --\]\n$/);
});

test('HTML keeps the lines of what is preformatted, and of nothing behind it', () => {
  const html = '<pre>if (full)\n  wrap();</pre><p>The log\nwraps.</p></pre><p>Then it\nwaits.</p>';
  expect(read(`From: a@x.org\nContent-Type: text/html\n\n${html}`).body).toBe(
    'if (full)\n  wrap();\n\nThe log wraps.\n\nThen it waits.\n',
  );
});

const words = 'The log must wrap before the fence.';
const typed = (type: string, text: string | Buffer, more = '') =>
  read(
    Buffer.concat([
      Buffer.from(`From: a@x.org\nContent-Type: ${type}\n${more}\n`),
      Buffer.from(text),
    ]),
  ).body;

test('HTML that stands beside a list footer is the text, and one that says the same again is not', () => {
  const mixed = (html: string, plain: string, more = '') =>
    typed(
      'multipart/mixed; boundary=b',
      `--b\nContent-Type: text/html\n${more}\n${html}\n--b\n\n${plain}\n--b--\n`,
    );
  const footer = '____________\nPmem mailing list';
  expect(mixed(`<p>${words}</p>`, footer)).toBe(`${words}\n${footer}`);
  expect(mixed(`<p>${words}</p>`, words)).toBe(words);
  expect(mixed('<p>A report.</p>', words, 'Content-Disposition: attachment\n')).toBe(words);
});

test('a notice in any language beside HTML that says something else is no text', () => {
  const notice = 'Ihr Programm kann diese Nachricht nicht anzeigen.';
  expect(read(alternative(notice, `<p>${words}</p>`)).body).toBe(`${words}\n`);
});

/** Bytes of texts that no label names, made by other programs. */
const unlabelled: readonly (readonly [string, string, string])[] = [
  [
    'Shift_JIS',
    '永続メモリの順序を守る必要があります。\n',
    'iWmRsYOBg4KDioLMj4ePmILwjueC6ZVLl3aCqoKgguiC3IK3gUIK',
  ],
  [
    'EUC-JP',
    '永続メモリの順序を守る必要があります。\n',
    'scrCs6XhpeKl6qTOvee9+KTyvOmk68mszdekrKSipOqk3qS5oaMK',
  ],
  [
    'GB18030',
    '持久内存的顺序非常重要，我们必须先刷新。\n',
    's9a+w8TatOa1xMuz0PK3x7Oj1tjSqqOsztLDx7HY0OvPyMui0MKhowo=',
  ],
  [
    'Big5',
    '持久記憶體的順序非常重要，我們必須先寫入。\n',
    'q/mkW7BPvtDF6aq6tranx6tEsWCtq61uoUGn2q3MpbK2t6X9vGekSqFDCg==',
  ],
  [
    'KOI8-R',
    'Порядок записи важен для постоянной памяти, и это нужно сказать ясно.\n',
    '8M/S0cTPyyDawdDJ08kg18HWxc4gxMzRINDP09TP0c7Oz8og0MHN0dTJLCDJINzUzyDO1dbOzyDTy8HawdTYINHTzs8uCg==',
  ],
  [
    'windows-1251',
    'Порядок записи важен для постоянной памяти, и это нужно сказать ясно.\n',
    'z+7w/+Tu6iDn4O/o8egg4uDm5e0g5Ov/IO/u8fLu/+3t7ukg7+Ds//LoLCDoIP3y7iDt8+bt7iDx6uDn4PL8IP/x7e4uCg==',
  ],
  [
    'EUC-KR',
    '영구 메모리의 순서는 매우 중요합니다. 먼저 비워야 합니다.\n',
    'v7WxuCC43rjwuK7AxyC8+LyttMIguMW/7CDB37/kx9W0z7TZLiC41cD6ILrxv/a+3yDH1bTPtNkuCg==',
  ],
];

test.each(unlabelled)(
  '8-bit text in %s under a label that knows none is told',
  (_, text, bytes) => {
    for (const label of [
      '',
      '; charset=us-ascii',
      '; charset=unknown-8bit',
      '; charset=iso-8859-1',
    ]) {
      expect(typed(`text/plain${label}`, Buffer.from(bytes, 'base64'))).toBe(text);
    }
  },
);

test('accents of Latin scripts are not guessed at', () => {
  for (const text of ['Größe der Änderung, übrigens für später', 'déjà vu à côté', '£££ ©©']) {
    expect(typed('text/plain', Buffer.from(text, 'latin1'))).toBe(text);
  }
});

test('UTF-8 that broke off, and lines in it of another charset, keep the rest', () => {
  const cut = Buffer.concat([Buffer.from('持久内存\n').subarray(0, 11), Buffer.from('\n')]);
  expect(typed('text/plain; charset=utf-8', cut)).toBe('持久内\ufffd\n');
  const mixed = Buffer.concat([Buffer.from('持久内存\n'), Buffer.from('Müller\n', 'latin1')]);
  expect(typed('text/plain; charset=utf-8', mixed)).toBe('持久内存\nMüller\n');
});

test.each([
  ['iso-2022-kr', '\x1b$)C\x0e?518\x0f \x0e8^8p8.\x0f\n', '영구 메모리\n'],
  ['hz-gb-2312', '~{3V>CDZ4f~} a~~b\n', '持久内存 a~b\n'],
  ['cp50220', '\x1b$B1JB3\x1b(B\n', '永続\n'],
  ['us-ascii', '\x1b$B1JB3\x1b(B\n', '永続\n'],
  ['us-ascii', '\x1b[31mred\x1b[0m\n', '\x1b[31mred\x1b[0m\n'],
])('shifts of %s', (charset, raw, text) => {
  expect(typed(`text/plain; charset=${charset}`, Buffer.from(raw, 'latin1'))).toBe(text);
});

test('HTML may name its charset itself', () => {
  const html = Buffer.concat([
    Buffer.from('<html><head><meta charset=koi8-r></head><body>'),
    Buffer.from('8M/S0cTPyw==', 'base64'),
  ]);
  expect(typed('text/html', html)).toBe('Порядок\n');
});

test('base64 with damage, in two pieces, and uuencoded', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  const base64 = (text: string) =>
    typed('text/plain', text, 'Content-Transfer-Encoding: "base64"\n');
  const long = `${words} ${words}`;
  expect(base64(encode(long).replace(/^(.{20})/, '$1!'))).toBe(long);
  expect(base64(`${encode('The log must wr?')}\n${encode('ap before the fence')}\n`)).toBe(
    'The log must wr?ap before the fence',
  );
  const uu = 'begin 644 a\n$5&AE(```\n`\nend\n';
  expect(typed('text/plain', uu, 'Content-Transfer-Encoding: x-uuencode\n')).toBe('The ');
});

test('text under a type that says nothing, enriched text, and a file that is none', () => {
  for (const type of ['plain/text', 'application/octet-stream', 'application/text']) {
    expect(typed(type, words)).toBe(words);
    expect(typed(type, `${words}\0`)).toMatch(/^\[-- attachment/);
  }
  expect(typed('text/enriched', `<bold>The log</bold> must\nwrap.\n\n<<x>\n`)).toBe(
    'The log must wrap.\n<x> ',
  );
});

test('file names in the charset that they name', () => {
  const named = (parameter: string) =>
    typed('image/png', 'x', `Content-Disposition: attachment; ${parameter}\n`);
  expect(named("filename*=Shift_JIS''%89i%91%B1.png")).toContain('永続.png');
  expect(named("filename*0*=UTF-8''Gr%C3%B6; filename*1*=%C3%9Fe.png")).toContain('Größe.png');
  expect(named('filename="100%.png"')).toContain('100%.png');
});

/** Made by `openssl cms -sign -nodetach` and with `-stream`, certificates left out. */
const signed = {
  definite:
    'MIICIwYJKoZIhvcNAQcCoIICFDCCAhACAQMxDTALBglghkgBZQMEAgEwUAYJKoZIhvcNAQcBoEMEQUNvbnRlbnQtVHlwZTogdGV4dC9wbGFpbg0KDQpUaGUgbG9nIG11c3Qgd3JhcCBiZWZvcmUgdGhlIGZlbmNlLg0KMYIBqDCCAaQCAQOAFMWq4d6VqBVX1DJwJ3B7E56/dj1+MAsGCWCGSAFlAwQCAaBpMBgGCSqGSIb3DQEJAzELBgkqhkiG9w0BBwEwHAYJKoZIhvcNAQkFMQ8XDTI2MTEyODE4MTAzN1owLwYJKoZIhvcNAQkEMSIEIFhK5oU6Dp6druK0cJQOt0n/y8KaTzsoubU4N9af5j7CMA0GCSqGSIb3DQEBAQUABIIBAIhQCTl0W7AVx51Kbs4aWB+ZkxzcNbJ2gnJrEw07bQZgmm3KzpHWRQshGW2hGELQ3s7YY5PROaHcK8hR0VMMePKb9gQuEyQguesYCz2I7NiJXyHgqU8cZAshladCer5/Cvhlefx3sHYhGfEBNHD4tPJMezo9gKMOPBi6olDfnCTOLE2veDkL0yVC25RK+sIB7pDqybL07NpKG86V82KidEhQY4EAZRV0C5IrFYqE3L0f86F5D5Hwn6IKqcZARO0m/UYvUC5JDTktrxfbUqB+s//aKBgoOOKdQY0fHZFCEipko1QRynROGRYWjX7U3z2y44S98wgFRyObkCQ6iZpgF00=',
  indefinite:
    'MIAGCSqGSIb3DQEHAqCAMIACAQMxDTALBglghkgBZQMEAgEwgAYJKoZIhvcNAQcBoIAkgARBQ29udGVudC1UeXBlOiB0ZXh0L3BsYWluDQoNClRoZSBsb2cgbXVzdCB3cmFwIGJlZm9yZSB0aGUgZmVuY2UuDQoAAAAAAAAxggGoMIIBpAIBA4AUxarh3pWoFVfUMnAncHsTnr92PX4wCwYJYIZIAWUDBAIBoGkwGAYJKoZIhvcNAQkDMQsGCSqGSIb3DQEHATAcBgkqhkiG9w0BCQUxDxcNMjYxMTI4MTgxMDM3WjAvBgkqhkiG9w0BCQQxIgQgWErmhToOnp2u4rRwlA63Sf/LwppPOyi5tTg31p/mPsIwDQYJKoZIhvcNAQEBBQAEggEAiFAJOXRbsBXHnUpuzhpYH5mTHNw1snaCcmsTDTttBmCabcrOkdZFCyEZbaEYQtDezthjk9E5odwryFHRUwx48pv2BC4TJCC56xgLPYjs2IlfIeCpTxxkCyGVp0J6vn8K+GV5/HewdiEZ8QE0cPi08kx7Oj2Aow48GLqiUN+cJM4sTa94OQvTJULblEr6wgHukOrJsvTs2kobzpXzYqJ0SFBjgQBlFXQLkisVioTcvR/zoXkPkfCfogqpxkBE7Sb9Ri9QLkkNOS2vF9tSoH6z/9ooGCg44p1BjR8dkUISKmSjVBHKdE4ZFhaNftTfPbLjhL3zCAVHI5uQJDqJmmAXTQAAAAAAAA==',
};

test('S/MIME that holds its text inside the signature is read, and what is encrypted is named', () => {
  const mime = (content: string) =>
    typed(
      'application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
      content,
      'Content-Transfer-Encoding: base64\n',
    );
  for (const one of Object.values(signed)) expect(mime(one)).toBe(`${words}\n`);
  for (let cut = 0; cut < 120; cut += 7) mime(signed.indefinite.slice(0, cut));
  expect(mime('MAA=')).toMatch(/^\[-- attachment: smime\.p7m/);
});

test('the cells of a row stand apart', () => {
  expect(
    typed('text/html', '<table><tr><td>From</td><td>Olga</td></tr><tr><td>a</td></tr></table>'),
  ).toBe('From\tOlga\na\n');
});
