import { expect, test } from 'vitest';
import { MessageId } from '../../../data/schema/ids.ts';
import { quoteBlocks } from '../read/blocks.ts';
import { Quotable } from './quotable.ts';
import { spokenIn } from './spoken.ts';

const rolf = { name: 'Rolf Reply', address: 'rolf@example.org' };
const own = 'I disagree, hardware is faster than that.';
const said = 'The copy must be flushed before the reader may look.';
const when = 'Monday, September 12, 2016 12:00 PM';

/** What is nobody's, what is quoted and by whom, of a reply to a message that is not held. */
function read(body: string) {
  const reply = new Quotable(MessageId.parse('<r@x>'), body, rolf);
  const spoken = spokenIn(reply);
  const text = (heading: boolean) =>
    spoken
      .filter((one) => one.heading === heading && (heading || one.depth > 0))
      .map(({ start, end }) => body.slice(start, end))
      .join('\n');
  const names = quoteBlocks(body, reply.lines, reply.attributions).map(
    ({ attribution }) => attribution?.name ?? null,
  );
  return { quoted: text(false), nobodys: text(true), names: [...new Set(names)] };
}

/** Replies above unmarked text, as each program writes what is between. */
const above = {
  'Yahoo, indented': `________________________________\n From: Olga Origin <olga@example.org>\nTo: list@example.org \nSent: ${when}\nSubject: Durable maps\n`,
  'Yahoo, deeper': `      From: Olga Origin <olga@example.org>\n To: list@example.org \n Sent: ${when}\n Subject: Durable maps\n`,
  'Yahoo on a phone': `On Mon, Sep 12, 2016 at 12:00 PM, Olga Origin<olga@example.org> wrote:`,
  'Proton Mail': `------- Original Message -------\nOn ${when}, Olga Origin <olga@example.org> wrote:`,
  'Proton Mail, older': `‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn ${when}, Olga Origin <olga@example.org> wrote:`,
  HEY: 'On September 12, 2016, Olga Origin <olga@example.org> wrote:',
  GroupWise: '>>> Olga Origin <olga@example.org> 09/12/16 12:00 PM >>>',
  'GroupWise, with an id':
    '>>> On 9/12/2016 at 12:00 PM, in message\n<o@x>, Olga Origin <olga@example.org> wrote:',
  NetEase: `---- Replied Message ----\n| From | Olga Origin<olga@example.org> |\n| Date | 09/12/2016 12:00 |\n| To | list@example.org |\n| Subject | Durable maps |`,
  QQ: `------------------&nbsp;Original&nbsp;------------------\nFrom: &nbsp;"Olga Origin"<olga@example.org>;\nDate: &nbsp;Mon, Sep 12, 2016 12:00 PM\nTo: &nbsp;"list"<list@example.org>;\nSubject: &nbsp;Durable maps`,
  'Outlook, behind a list': `From: list-bounces@example.org [mailto:list-bounces@example.org] On Behalf Of Olga Origin\nSent: ${when}\nTo: list@example.org\nSubject: Durable maps`,
  'Outlook in Latvian': `No: Olga Origin\nNosūtīts: pirmdiena, 2016. gada 12. septembris 12:00\nKam: Rolf Reply\nTēma: Durable maps`,
  Notes: `-----"Olga Origin" <olga@example.org> wrote: -----\nTo: list@example.org\nFrom: "Olga Origin" <olga@example.org>\nDate: 09/12/2016 12:00PM\nSubject: Durable maps`,
  'Yandex, forwarded':
    '-------- Пересылаемое сообщение --------\n12.09.2016, 12:00, "Olga Origin" <olga@example.org>:',
  'Claws, forwarded': `Begin forwarded message:\n\nDate: Mon, 12 Sep 2016 12:00:00 +0200\nFrom: Olga Origin <olga@example.org>\nTo: list@example.org\nSubject: Durable maps`,
};

test.each(Object.entries(above))('%s: unmarked text below is hers', (_, heading) => {
  expect(read(`${own}\n\n${heading}\n\n${said}\n`)).toEqual({
    quoted: expect.stringContaining(said),
    nobodys: expect.stringContaining(heading.split('\n')[0] ?? ''),
    names: ['Olga Origin'],
  });
  expect(read(`${own}\n\n${heading}\n\n${said}\n`).quoted).not.toContain(own);
});

/** Marked text, as each program announces it. */
const marked = {
  supercite: `>>>>> "Olga" == Olga Origin <olga@example.org> writes:\n\n    Olga> ${said}\n    Olga> And waits.\n`,
  'supercite, initials': `>>>>> Olga Origin writes:\n\n OO> ${said}\n OO> And waits.\n`,
  'supercite, a dot': `>>>>> Olga Origin writes:\n\nO.Origin> ${said}\nO.Origin> And waits.\n`,
  Zimbra: `----- Original Message -----\n> From: "Olga Origin" <olga@example.org>\n> To: "list" <list@example.org>\n> Sent: ${when}\n> Subject: Durable maps\n> \n> ${said}\n`,
  'Notes, twice': `Olga Origin <olga@example.org> wrote on 09/12/2016 12:00:00 PM:\n\n> From: Olga Origin <olga@example.org>\n> To: list@example.org\n> Date: 09/12/2016 12:00 PM\n> Subject: Durable maps\n> \n> ${said}\n`,
  Discourse: `[quote="Olga Origin, post:2, topic:123"]\n${said}\n[/quote]\n`,
  'Windows Mail, from news': `"Olga Origin" <olga@example.org> wrote in message\nnews:abc$1$x@news.example.org...\n> ${said}\n`,
  'Google Groups, zone without comma': `On Monday, September 12, 2016 at 12:00:00 PM UTC+2 Olga Origin wrote:\n\n> ${said}\n`,
};

test.each(Object.entries(marked))(
  '%s: only what is marked is hers, and no line of its heading is his',
  (_, body) => {
    const { quoted, nobodys, names } = read(`${body}\n${own}\n`);
    expect(quoted).toContain(said);
    expect(quoted).not.toContain(own);
    expect(nobodys).toContain(body.split('\n')[0]);
    expect(names).toEqual(['Olga Origin']);
  },
);

test('the end of what mutt forwarded is nobody’s', () => {
  const body = `${own}\n\n----- Forwarded message from Olga Origin <olga@example.org> -----\n\nDate: Mon, 12 Sep 2016 12:00:00 +0200\nFrom: Olga Origin <olga@example.org>\nSubject: Durable maps\n\n${said}\n\n----- End forwarded message -----\n`;
  expect(read(body).nobodys).toContain('----- End forwarded message -----');
});

test.each([
  ['it begins the mail', `On ${when}, Olga Origin <o@x.org> wrote:\n\n${said}\n\n${own}\n`],
  ['only a greeting is above', `Hi Olga,\n\nOn ${when}, Olga Origin <o@x.org> wrote:\n\n${said}\n`],
  [
    'nobody wrote',
    `${own}\nAn id looks like an address (left@x.org),\nso this is a legal id:\n\n${said}\n`,
  ],
  ['no date', `${own}\n\nOlga Origin <o@x.org> wrote:\n\n${said}\n`],
  ['it is of himself', `${own}\n\nOn ${when}, Rolf Reply <rolf@example.org> wrote:\n\n${said}\n`],
  [
    'a list of people',
    `${own}\n\nMedia drivers:\n  Hans <h@x.org>\n\nHDMI 2016-09-12 12:00:\n  ${said}\n`,
  ],
  [
    'an example',
    `${own}\n\n    From: Olga <o@x.org>\n    Date: ${when}\n    Subject: x\n\n${said}\n`,
  ],
])('unmarked text below stays his where %s', (_, body) => {
  expect(read(body).quoted).toBe('');
});

test('a listing that is quoted stays a quote, but for the mark of a robot in it', () => {
  const quoted =
    'Ann Ash wrote:\n>     70\tbegin();\n>     71\treplay();\n>     72\tend();\n\nWhy?\n';
  expect(read(quoted).quoted).toContain('72\tend()');
  const robots = quoted.replace('>     71', '>   > 71');
  expect(read(robots).quoted.split('\n')).toHaveLength(3);
  expect(new Quotable(MessageId.parse('<r@x>'), robots, rolf).lines.depth).not.toContain(2);
});

test('header lines right below the answer, as HTML leaves them, are a heading; two of them are not', () => {
  const block = `Sent: ${when}\nFrom: "Olga Origin" <olga@example.org>\nTo: list@example.org\nSubject: Durable maps\n`;
  expect(read(`${own}\n${block}${said}\n`)).toMatchObject({ names: ['Olga Origin'] });
  expect(read(`${own}\nFrom: Olga <o@x.org>\nSent: ${when}\n${said}\n`).quoted).toBe('');
});

test('a trimmed quote that begins with a deep attribution keeps its depth', () => {
  const body = `Bob Beta wrote:\n>>> On ${when}, Olga Origin wrote:\n> ${said}\n\n${own}\n`;
  expect(read(body).nobodys).not.toContain('>>> On');
});

test('a quote of a forum within another is the deeper one, to its own end', () => {
  const body = `[quote="Bob"]\n[quote="Olga"]\n${said}\n[/quote]\nIs it?\n[/quote]\n${own}\n`;
  const { lines } = new Quotable(MessageId.parse('<r@x>'), body, rolf);
  expect([lines.depth[2], lines.depth[4], lines.depth[6]]).toEqual([2, 1, 0]);
});
