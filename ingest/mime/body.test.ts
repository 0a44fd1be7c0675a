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
