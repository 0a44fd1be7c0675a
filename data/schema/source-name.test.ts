import { expect, test } from 'vitest';
import { sourceName } from './source-name.ts';

test.each([
  ['/home/reader/mail/nvdimm.mbox', 'nvdimm.mbox'],
  ['../somewhere/corpus/nvdimm.mbox', 'nvdimm.mbox'],
  ['C:\\Users\\reader\\mail.mbox', 'mail.mbox'],
  ['file:///home/reader/mail.eml', 'mail.eml'],
  ['/srv/lists/linux-nvdimm/git/0.git', 'linux-nvdimm'],
  ['/home/reader/Maildir/cur', 'Maildir'],
  ['..', 'a local folder'],
  ['/', 'a local folder'],
  ['-', 'standard input'],
  ['https://reader:secret@lore.kernel.org/r/x@y', 'https://lore.kernel.org/r/x@y'],
])('%s is shown as %s', (location, name) => expect(sourceName(location)).toBe(name));
