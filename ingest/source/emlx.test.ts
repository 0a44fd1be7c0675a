import { expect, test } from 'vitest';
import { emlxMessage } from './emlx.ts';

const mail = 'Subject: x\n\n<?xml version="1.0"?>\nis how the file begins.\n';
const list = '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"></plist>\n';
const messageOf = (text: string) => emlxMessage(Buffer.from(text)).toString();

test('a message is as long as its first line says, whatever stands in it', () => {
  expect(messageOf(`${mail.length}        \n${mail}${list}`)).toBe(mail);
  expect(messageOf(`${mail.length}\n${mail}`)).toBe(mail);
});

test('a length that lies, or is none, gives way to the list at the end, or to the end', () => {
  for (const said of ['3', '99999', 'none']) {
    expect(messageOf(`${said}\n${mail}${list}`)).toBe(mail);
    expect(messageOf(`${said}\nSubject: x\n\nNo list.\n`)).toBe('Subject: x\n\nNo list.\n');
  }
});
