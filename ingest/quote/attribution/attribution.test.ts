import { expect, test } from 'vitest';
import { readAttribution } from './attribution.ts';

test.each([
  [
    'On Mon, Sep 12, 2016 at 06:05:07PM +1000, Nicholas Piggin wrote:',
    'Nicholas Piggin',
    '',
    '2016-09-12T08:05:07.000Z',
  ],
  [
    'On Mon, 12 Sep 2016 00:51:28 -0700 Christoph Hellwig <hch@xxxxxxxxxxxxx> wrote:',
    'Christoph Hellwig',
    'hch@xxxxxxxxxxxxx',
    '2016-09-12T07:51:28.000Z',
  ],
  [
    'On Mon, Sep 12, 2016 at 1:11 PM, Dan Williams <dan@intel.com> wrote:',
    'Dan Williams',
    'dan@intel.com',
    null,
  ],
  ['On Wed 05-10-11 15:19:58, Joe Perches wrote:', 'Joe Perches', '', null],
  ['2011/10/7 Jan Kara <jack@xxxxxxx>:', 'Jan Kara', 'jack@xxxxxxx', null],
  ['On 09/12/2016 11:44 AM, Rudoff, Andy wrote:', 'Rudoff, Andy', '', null],
  [
    'On Tue, Aug 14, 2018 at 03:50:10PM +0000, Sasha Levin via Ksummit-discuss wrote:',
    'Sasha Levin',
    '',
    '2018-08-14T15:50:10.000Z',
  ],
  ['* Linus Torvalds <t@osdl.org> wrote:', 'Linus Torvalds', 't@osdl.org', null],
  ['Samuel Bronson <naesten@gmail.com> writes:', 'Samuel Bronson', 'naesten@gmail.com', null],
  ['"Rudoff, Andy" <andy@intel.com> writes:', 'Rudoff, Andy', 'andy@intel.com', null],
  ['In article <a@b>, Alan Cox wrote:', 'Alan Cox', '', null],
  ['Quoting Alan Cox (alan@lxorguk.ukuu.org.uk):', 'Alan Cox', 'alan@lxorguk.ukuu.org.uk', null],
  [
    "Excerpts from Jeff Moyer's message of 2016-09-12 10:00:00 -0400:",
    'Jeff Moyer',
    '',
    '2016-09-12T14:00:00.000Z',
  ],
  ["Theodore Ts'o - 12.09.16, 10:00:00 CEST:", "Theodore Ts'o", '', '2016-09-12T08:00:00.000Z'],
  [
    'Am 12.09.2016 um 10:00 schrieb Hans Müller <h@example.de>:',
    'Hans Müller',
    'h@example.de',
    null,
  ],
  ['12.09.2016 10:00, Иван Петров пишет:', 'Иван Петров', '', null],
  [
    'Nicholas Piggin <n@example.com> 于2016年9月12日周一 写道:',
    'Nicholas Piggin',
    'n@example.com',
    null,
  ],
])('%s', (line, name, address, date) => {
  expect(readAttribution(line)).toMatchObject({ name, address, date });
});

test.each([
  'Here is what the specification said:',
  'The following fails:',
  'I wrote:',
  'Cc: Dave Chinner <david@fromorbit.com>:',
  'He wrote a file system once.',
  '',
])('no attribution: %j', (line) => {
  expect(readAttribution(line)).toBeNull();
});
