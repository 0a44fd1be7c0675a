import { z } from 'zod';
import type { RawItem } from './raw.ts';

const Address = z.looseObject({ name: z.string().nullish(), email: z.string().nullish() });
const Part = z.looseObject({ partId: z.string().nullish(), type: z.string().nullish() });
const Email = z.looseObject({
  id: z.string().nullish(),
  from: z.array(Address).nullish(),
  messageId: z.array(z.string()).nullish(),
  inReplyTo: z.array(z.string()).nullish(),
  references: z.array(z.string()).nullish(),
  subject: z.string().nullish(),
  sentAt: z.string().nullish(),
  receivedAt: z.string().nullish(),
  textBody: z.array(Part).nullish(),
  htmlBody: z.array(Part).nullish(),
  bodyValues: z.record(z.string(), z.looseObject({ value: z.string() })).nullish(),
});
type Email = z.infer<typeof Email>;

/** Email objects of JMAP (RFC 8621 section 4): a response, an `Email/get` result, a list, or one object. */
export function jmapItems(file: Buffer, location: string): RawItem[] {
  let document: unknown;
  try {
    document = JSON.parse(file.toString('utf8'));
  } catch {
    return [{ kind: 'rejected', where: location, reason: 'begins like JMAP and is no JSON' }];
  }
  const emails = emailsIn(document);
  if (emails.length === 0) {
    return [{ kind: 'rejected', where: location, reason: 'JSON without an Email of JMAP in it' }];
  }
  return emails.map((email, index) => itemOf(email, `${location}, email ${index + 1}`));
}

function emailsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    if (typeof value[0] !== 'string') return value;
    return value[0] === 'Email/get' ? emailsIn(value[1]) : []; // a method response
  }
  if (typeof value !== 'object' || value === null) return [];
  if ('methodResponses' in value && Array.isArray(value.methodResponses)) {
    return value.methodResponses.flatMap(emailsIn);
  }
  if ('list' in value && Array.isArray(value.list)) return value.list;
  return [value];
}

function itemOf(value: unknown, where: string): RawItem {
  const email = Email.safeParse(value);
  if (!email.success) return { kind: 'rejected', where, reason: 'not an Email of JMAP' };
  const text = bodyOf(email.data);
  if (text === undefined) {
    const reason = 'a JMAP Email without its text; ask Email/get for textBody and bodyValues';
    return { kind: 'rejected', where, reason };
  }
  const { type, value: body } = text;
  const bytes = Buffer.from(`${headerOf(email.data, type)}\n${body}`, 'utf8');
  return { kind: 'mail', bytes, quoting: 'none', where, rebuilt: true };
}

function bodyOf({ textBody, htmlBody, bodyValues }: Email) {
  const values = bodyValues ?? {};
  const held = (parts: readonly z.infer<typeof Part>[] | null | undefined) =>
    (parts ?? []).flatMap(({ partId, type }) => {
      const value = partId ? values[partId]?.value : undefined;
      return value === undefined ? [] : [{ type: type ?? 'text/plain', value }];
    });
  const named = [...held(textBody), ...held(htmlBody)];
  const [first] = named;
  if (first) {
    const same = held(textBody).filter(({ type }) => type === first.type);
    return {
      type: first.type,
      value: (same.length > 0 ? same : [first]).map((p) => p.value).join(''),
    };
  }
  const all = Object.values(values);
  if (all.length === 0) return undefined;
  return { type: 'text/plain', value: all.map(({ value }) => value).join('\n') };
}

/** The header of RFC 5322 that says the same; line breaks in a value would forge fields. */
function headerOf(email: Email, type: string): string {
  const from = email.from?.[0];
  const ids = (list: readonly string[] | null | undefined) =>
    (list ?? []).map((id) => `<${id.replace(/[<>\s]/g, '')}>`).join(' ');
  const fields: readonly (readonly [string, string])[] = [
    ['From', from ? `${quoted(from.name ?? '')} <${from.email ?? ''}>` : ''],
    ['Date', email.sentAt ?? email.receivedAt ?? ''],
    ['Subject', email.subject ?? ''],
    ['Message-ID', ids(email.messageId?.slice(0, 1))],
    ['In-Reply-To', ids(email.inReplyTo)],
    ['References', ids(email.references)],
    ['Content-Type', `${/^text\/html$/i.test(type) ? 'text/html' : 'text/plain'}; charset=utf-8`],
  ];
  return fields
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\n`)
    .join('');
}

const quoted = (name: string) => (name === '' ? '' : `"${name.replace(/["\\]/g, '\\$&')}"`);
