import { parentPort, workerData } from 'node:worker_threads';
import MsgReader from '@kenjiuno/msgreader';

/** What of an Outlook .msg file makes a message; dates as RFC 5322 has them. */
export interface OutlookFields {
  readonly headers: string;
  readonly name: string;
  readonly address: string;
  readonly subject: string;
  readonly date: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
}

// CommonJS: the class is the default export of the module that Node sees as the default export.
const Reader = ('default' in MsgReader ? MsgReader.default : MsgReader) as typeof MsgReader &
  (new (
    bytes: ArrayBuffer,
  ) => MsgReader);

function fieldsOf(bytes: Uint8Array): OutlookFields | string {
  const copy = new Uint8Array(bytes);
  const found = new Reader(copy.buffer).getFileData();
  if (found.error) return found.error;
  const { senderSmtpAddress = '', senderEmail = '', creatorSMTPAddress = '' } = found;
  return {
    headers: found.headers ?? '',
    name: found.senderName ?? '',
    address:
      [senderSmtpAddress, senderEmail, creatorSMTPAddress].find((a) => a.includes('@')) ?? '',
    subject: found.subject ?? '',
    date: found.clientSubmitTime ?? found.messageDeliveryTime ?? '',
    messageId: found.messageId ?? '',
    text: found.body ?? '',
    html: found.bodyHtml ?? (found.html ? Buffer.from(found.html).toString('utf8') : ''),
  };
}

if (parentPort) {
  try {
    parentPort.postMessage(fieldsOf(workerData as Uint8Array));
  } catch (caught) {
    parentPort.postMessage(caught instanceof Error ? caught.message : String(caught));
  }
}
