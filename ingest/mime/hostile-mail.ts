/** A mail built to hurt a parser, and what must still be true of it. */
export interface Hostile {
  readonly name: string;
  readonly raw: () => Buffer;
  /** Words that must survive in the body; absent where nothing can be asked. */
  readonly keeps?: string;
}

const head = (more = '') =>
  `From: A <a@x.org>\nMessage-ID: <h@x.org>\nDate: Mon, 12 Sep 2016 10:00:00 +0000\nSubject: s\n${more}\n`;
const text = (content: string) => Buffer.from(content, 'latin1');

function nested(depth: number): string {
  let body = 'Content-Type: text/plain\n\nkernel\n';
  for (let i = 0; i < depth; i++) {
    body = `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n${body}\n--b${i}--\n`;
  }
  return body;
}

/** The attacks that issue 3 names, for tests and for the table of the benchmarks. */
export const hostileMail: readonly Hostile[] = [
  {
    name: '2,000 nested multiparts',
    raw: () => text(`From: A <a@x.org>\nMessage-ID: <h@x.org>\n${nested(2000)}`),
    keeps: 'kernel',
  },
  {
    name: '200,000 parts',
    raw: () =>
      text(
        `${head('Content-Type: multipart/mixed; boundary=b\n')}${'--b\n\nkernel\n'.repeat(200_000)}--b--\n`,
      ),
    keeps: 'kernel',
  },
  {
    name: 'one boundary inside another 20,000 times',
    raw: () =>
      text(
        `${head('Content-Type: multipart/mixed; boundary=b\n')}--b\n\nkernel\n${'--bb\n'.repeat(20_000)}--b--\n`,
      ),
    keeps: 'kernel',
  },
  {
    name: '5 MB header line',
    raw: () => text(`X-Long: ${'a'.repeat(5_000_000)}\n${head()}kernel\n`),
    keeps: 'kernel',
  },
  {
    name: '5 MB subject',
    raw: () => text(`Subject: ${'a '.repeat(2_500_000)}\n${head()}kernel\n`),
    keeps: 'kernel',
  },
  {
    name: '5 MB From of quotes and backslashes',
    raw: () => text(`From: ${'"\\'.repeat(2_500_000)}\nMessage-ID: <h@x.org>\n\nkernel\n`),
    keeps: 'kernel',
  },
  {
    name: '200,000 encoded words',
    raw: () => text(`Subject: ${'=?utf-8?q?a?= '.repeat(200_000)}\n${head()}kernel\n`),
    keeps: 'kernel',
  },
  {
    name: 'an encoded word that never ends',
    raw: () => text(`Subject: ${'=?a?q?'.repeat(200_000)}\n${head()}kernel\n`),
    keeps: 'kernel',
  },
  {
    name: '200,000 references',
    raw: () =>
      text(
        head(
          `References: ${Array.from({ length: 200_000 }, (_, i) => `<${i}@x.org>`).join('\n ')}\n`,
        ).concat('kernel\n'),
      ),
    keeps: 'kernel',
  },
  {
    name: 'References of brackets',
    raw: () => text(head(`References: ${'<'.repeat(500_000)}\n`).concat('kernel\n')),
    keeps: 'kernel',
  },
  {
    name: '500,000 header fields',
    raw: () => text(`${'X: y\n'.repeat(500_000)}${head()}kernel\n`),
    keeps: 'kernel',
  },
  {
    name: '500,000 header lines without a colon',
    raw: () => text(`${head().trimEnd()}\n${'x\n'.repeat(500_000)}\nkernel\n`),
    keeps: 'kernel',
  },
  {
    name: 'quotes of 200,000 marks',
    raw: () => text(`${head()}${'>'.repeat(200_000)} kernel\n`),
    keeps: 'kernel',
  },
  {
    name: '2,000 quoted lines, one deeper each',
    raw: () =>
      text(
        `${head()}${Array.from({ length: 2_000 }, (_, i) => `${'>'.repeat(i % 500)} kernel\n`).join('')}`,
      ),
    keeps: 'kernel',
  },
  {
    name: 'attribution lines without end',
    raw: () => text(`${head()}${'On Mon, A wrote: '.repeat(100_000)}\nkernel\n`),
    keeps: 'kernel',
  },
  {
    name: 'base64 of equals signs',
    raw: () => text(`${head('Content-Transfer-Encoding: base64\n')}${'=\n'.repeat(1_000_000)}`),
  },
  {
    name: 'quoted-printable soft breaks',
    raw: () =>
      text(
        `${head('Content-Transfer-Encoding: quoted-printable\n')}${'= '.repeat(1_000_000)}kernel`,
      ),
    keeps: 'kernel',
  },
  {
    name: 'HTML of open tags',
    raw: () => text(`${head('Content-Type: text/html\n')}${'<blockquote>'.repeat(200_000)}kernel`),
    keeps: 'kernel',
  },
  {
    name: 'HTML comments that never end',
    raw: () => text(`${head('Content-Type: text/html\n')}kernel ${'<!--'.repeat(200_000)}`),
    keeps: 'kernel',
  },
  {
    name: 'HTML of ampersands',
    raw: () => text(`${head('Content-Type: text/html\n')}kernel ${'&a'.repeat(500_000)}`),
    keeps: 'kernel',
  },
  {
    name: 'a Content-Type of parameters',
    raw: () =>
      text(`${head(`Content-Type: text/plain${'; charset*0*=a'.repeat(200_000)}\n`)}kernel\n`),
    keeps: 'kernel',
  },
  {
    name: 'an unknown charset',
    raw: () => text(`${head('Content-Type: text/plain; charset="../../x"\n')}kernel \xe9\n`),
    keeps: 'kernel é',
  },
  {
    name: 'a charset that lies: UTF-8 called us-ascii',
    raw: () =>
      Buffer.from(`${head('Content-Type: text/plain; charset=us-ascii\n')}kernel é\n`, 'utf8'),
    keeps: 'kernel é',
  },
  {
    name: 'a charset that lies: Latin-1 called UTF-8',
    raw: () => text(`${head('Content-Type: text/plain; charset=utf-8\n')}kernel \xe9\n`),
    keeps: 'kernel é',
  },
  {
    name: 'UTF-7',
    raw: () => text(`${head('Content-Type: text/plain; charset=utf-7\n')}kernel +AOk- +-\n`),
    keeps: 'kernel é +',
  },
  {
    name: 'NUL in body and header',
    raw: () => text(`Subject: a\0b\n${head()}kernel\0panic\n`),
    keeps: 'kernel\ufffdpanic',
  },
  {
    name: 'lone CR as line ends',
    raw: () => text(`${head()}kernel\npanic\n`.replaceAll('\n', '\r')),
    keeps: 'kernel\npanic\n',
  },
  {
    name: 'no body',
    raw: () => text(head().trimEnd()),
  },
  {
    name: 'bytes of every value',
    raw: () => Buffer.concat([text(head()), Buffer.from(Array.from({ length: 256 }, (_, i) => i))]),
  },
];
