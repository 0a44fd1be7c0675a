import { describe, expect, test } from 'vitest';
import { readAttribution } from './attribution.ts';
import { writtenDate } from './written-date.ts';

const name = 'Olga Origin';
const address = 'olga@example.org';
/** The clock of every line below; which zone it shows, few say. */
const wall = '2016-09-12T10:00:00';

/** What Gmail, Apple Mail and others write in their languages: name, address and time. */
const gmail = [
  'On Mon, Sep 12, 2016 at 10:00 AM Olga Origin <olga@example.org> wrote:',
  'Am Mo., 12. Sept. 2016 um 10:00 Uhr schrieb Olga Origin <olga@example.org>:',
  'Le lun. 12 sept. 2016 à 10:00, Olga Origin <olga@example.org> a écrit :',
  'El lun, 12 sept 2016 a las 10:00, Olga Origin (<olga@example.org>) escribió:',
  'Il giorno lun 12 set 2016 alle ore 10:00 Olga Origin <olga@example.org> ha scritto:',
  'Em seg., 12 de set. de 2016 às 10:00, Olga Origin <olga@example.org> escreveu:',
  'Op ma 12 sep. 2016 om 10:00 schreef Olga Origin <olga@example.org>:',
  'Den mån 12 sep. 2016 kl 10:00 skrev Olga Origin <olga@example.org>:',
  'Den man. 12. sep. 2016 kl. 10.00 skrev Olga Origin <olga@example.org>:',
  'man. 12. sep. 2016 kl. 10:00 skrev Olga Origin <olga@example.org>:',
  'ma 12. syysk. 2016 klo 10.00 Olga Origin (olga@example.org) kirjoitti:',
  'pon., 12 wrz 2016 o 10:00 Olga Origin <olga@example.org> napisał(a):',
  'po 12. 9. 2016 v 10:00 odesílatel Olga Origin <olga@example.org> napsal:',
  'po 12. 9. 2016 o 10:00 Olga Origin <olga@example.org> napísal(a):',
  'пн, 12 сент. 2016 г. в 10:00, Olga Origin <olga@example.org>:',
  'пн, 12 вер. 2016 р. о 10:00 Olga Origin <olga@example.org> пише:',
  'Olga Origin <olga@example.org>, 12 Eyl 2016 Pzt, 10:00 tarihinde şunu yazdı:',
  'Olga Origin <olga@example.org> ezt írta (időpont: 2016. szept. 12., H, 10:00):',
  'Olga Origin <olga@example.org> 于2016年9月12日周一 上午10:00写道：',
  'Olga Origin <olga@example.org> 於 2016年9月12日 週一 上午10:00寫道：',
  '2016年9月12日(月) 10:00 Olga Origin <olga@example.org>:',
  '2016년 9월 12일 (월) 오전 10:00, Olga Origin <olga@example.org>님이 작성:',
  'Vào Th 2, 12 thg 9, 2016 vào lúc 10:00 Olga Origin <olga@example.org> đã viết:',
  'Pada Sen, 12 Sep 2016 pukul 10.00 Olga Origin <olga@example.org> menulis:',
  'În lun., 12 sept. 2016 la 10:00, Olga Origin <olga@example.org> a scris:',
  'На пн, 12.09.2016 г. в 10:00 Olga Origin <olga@example.org> написа:',
  'Στις Δευ, 12 Σεπ 2016 στις 10:00 π.μ., ο χρήστης Olga Origin <olga@example.org> έγραψε:',
  'pon, 12. ruj 2016. u 10:00 Olga Origin <olga@example.org> napisao je:',
  'пон, 12. сеп 2016. у 10:00 Olga Origin <olga@example.org> је написао/ла:',
  'V pon., 12. sep. 2016 ob 10:00 je oseba Olga Origin <olga@example.org> napisala:',
  '2016-09-12, pr, 10:00 Olga Origin <olga@example.org> rašė:',
  'pirmd., 2016. g. 12. sept., plkst. 10:00 — lietotājs Olga Origin (<olga@example.org>) rakstīja:',
  'Kuupäev E, 12. september 2016 kell 10:00 kirjutas Olga Origin <olga@example.org>:',
  'El dl., 12 de set. 2016, 10:00, Olga Origin <olga@example.org> va escriure:',
  'ב-יום ב׳, 12 בספט׳ 2016 ב-10:00 מאת Olga Origin <‪olga@example.org‬‏>:',
  '‫בתאריך יום ב׳, 12 בספט׳ 2016 ב-10:00 מאת ‪Olga Origin‬‏ <‪olga@example.org‬‏>:‬',
  'في الاثنين، 12 سبتمبر 2016 في 10:00 ص تمت كتابة ما يلي بواسطة Olga Origin <olga@example.org>:',
  'เมื่อ จ. 12 ก.ย. 2016 เวลา 10:00 Olga Origin <olga@example.org> เขียนว่า:',
  'در تاریخ دوشنبه ۱۲ سپتامبر ۲۰۱۶،\u200f ۱۰:۰۰ Olga Origin <olga@example.org> نوشت:',
  'सोम, 12 सित॰ 2016 को 10:00 am बजे को Olga Origin <olga@example.org> ने लिखा:',
];

const apple = [
  'On 12 Sep 2016, at 10:00, Olga Origin <olga@example.org> wrote:',
  'On Sep 12, 2016, at 10:00 AM, Olga Origin <olga@example.org> wrote:',
  'Am 12.09.2016 um 10:00 schrieb Olga Origin <olga@example.org>:',
  'Le 12 sept. 2016 à 10:00, Olga Origin <olga@example.org> a écrit :',
  'El 12 sep 2016, a las 10:00, Olga Origin <olga@example.org> escribió:',
  'Il giorno 12 set 2016, alle ore 10:00, Olga Origin <olga@example.org> ha scritto:',
  'No dia 12 de set de 2016, às 10:00, Olga Origin <olga@example.org> escreveu:',
  'Em 12 de set de 2016, à(s) 10:00, Olga Origin <olga@example.org> escreveu:',
  'Op 12 sep. 2016, om 10:00 heeft Olga Origin <olga@example.org> het volgende geschreven:',
  '12 sep. 2016 kl. 10:00 skrev Olga Origin <olga@example.org>:',
  'Den 12. sep. 2016 kl. 10.00 skrev Olga Origin <olga@example.org>:',
  'Olga Origin <olga@example.org> kirjoitti 12.9.2016 kello 10.00:',
  'Wiadomość napisana przez Olga Origin <olga@example.org> w dniu 12 wrz 2016, o godz. 10:00:',
  '12. 9. 2016 v 10:00, Olga Origin <olga@example.org>:',
  '12 сент. 2016 г., в 10:00, Olga Origin <olga@example.org> написал(а):',
  '12 вер. 2016 р. о 10:00 Olga Origin <olga@example.org> написав(ла):',
  '2016/09/12 10:00、Olga Origin <olga@example.org>のメール:',
  '2016. 9. 12., 10:00, Olga Origin <olga@example.org> 작성:',
  '2016. 9. 12. 오전 10:00, Olga Origin <olga@example.org> 작성:',
  '在 2016年9月12日，10:00，Olga Origin <olga@example.org> 写道：',
  'Olga Origin <olga@example.org> 於 2016年9月12日 上午10:00 寫道：',
  'Olga Origin <olga@example.org> şunları yazdı (12 Eyl 2016 10:00):',
  '2016. szept. 12. dátummal, 10:00 időpontban Olga Origin <olga@example.org> írta:',
];

const others = [
  'Olga Origin <olga@example.org> wrote on Mon, 12 Sep 2016 10:00:00 +0000:',
  'Hi Olga, On Mon, Sep 12, 2016 at 10:00 AM, Olga Origin <olga@example.org> wrote:',
  '* Olga Origin <olga@example.org> [2016-09-12 10:00]:',
  'Olga Origin <olga@example.org> 于 2016-09-12 10:00 写道：',
  'At 2016-09-12 10:00:00, "Olga Origin" <olga@example.org> wrote:',
  'On 12 September 2016 at 10:00, Olga Origin <olga@example.org> wrote:',
  'Dnia 12 września 2016 10:00 Olga Origin <olga@example.org> napisał(a):',
  'În data de lun., 12 sept. 2016 la 10:00 Olga Origin <olga@example.org> a scris:',
];

/** What Thunderbird and others write: name and time. */
const thunderbird = [
  'On 12.09.16 10:00, Olga Origin wrote:',
  'Am 12.09.16 um 10:00 schrieb Olga Origin:',
  'Le 12/09/2016 à 10:00, Olga Origin a écrit :',
  'El 12/09/2016 a las 10:00, Olga Origin escribió:',
  'Il 12/09/2016 10:00, Olga Origin ha scritto:',
  'Em 12/09/2016 10:00, Olga Origin escreveu:',
  'Às 10:00 de 12/09/2016, Olga Origin escreveu:',
  'Op 12-09-16 om 10:00 schreef Olga Origin:',
  'Den 2016-09-12 kl. 10:00, skrev Olga Origin:',
  'Den 12.09.2016 10.00, skrev Olga Origin:',
  'Olga Origin kirjoitti 12.9.2016 klo 10.00:',
  'W dniu 12.09.2016 o 10:00, Olga Origin pisze:',
  'W dniu 2016-09-12 o 10:00, Olga Origin pisze:',
  'Dne 12. 09. 16 v 10:00 Olga Origin napsal(a):',
  'Dňa 12. 9. 2016 o 10:00 Olga Origin napísal(a):',
  '12.09.2016 10:00, Olga Origin пишет:',
  '12.09.2016 10:00, Olga Origin пише:',
  '2016. 09. 12. 10:00 keltezéssel, Olga Origin írta:',
  'Olga Origin, 12.09.2016 10:00 tarihinde yazdı:',
  '12.09.2016 10:00 tarihinde Olga Origin yazdı:',
  'On 2016/09/12 10:00, Olga Origin wrote:',
  '在 2016/9/12 10:00, Olga Origin 写道:',
  '在 2016/9/12 10:00, Olga Origin 寫道:',
  'Olga Origin 於 2016/9/12 10:00 寫道:',
  '2016/09/12 10:00、Olga Originさんは書きました:',
  '2016-09-12 10:00에 Olga Origin 이(가) 쓴 글:',
  'Vào 12/09/2016 10:00, Olga Origin đã viết:',
  'La data 12.09.2016 10:00, Olga Origin a scris:',
  'На 12.09.2016 г. в 10:00, Olga Origin написа:',
  'Στις 12/9/2016 10:00 π.μ., ο/η Olga Origin έγραψε:',
  'On Monday 12 September 2016 10:00 AM, Olga Origin wrote:',
];

const withoutAddress = [
  'Quoting Olga Origin (2016-09-12 10:00:00)',
  'Quoting Olga Origin (2016-09-12 10:00:00):',
  '+++ Olga Origin [12/09/16 10:00 +0000]:',
  'Le lundi 12 septembre 2016 à 10:00 +0200, Olga Origin a écrit :',
  'Am Montag, 12. September 2016, 10:00:00 CEST schrieb Olga Origin:',
  'On Monday, September 12, 2016 10:00:00 AM CEST Olga Origin wrote:',
  'On lun., 2016-09-12 at 10:00 +0000, Olga Origin wrote:',
  'Op maandag 12 september 2016 10:00:00 schreef Olga Origin:',
  'On (09/12/16 10:00), Olga Origin wrote:',
];

describe('name, address and time', () => {
  test.each([...gmail, ...apple, ...others])('%s', (line) => {
    expect(readAttribution(line)).toMatchObject({ name, address, wall });
  });
});

describe('name and time', () => {
  test.each([...thunderbird, ...withoutAddress])('%s', (line) => {
    expect(readAttribution(line)).toMatchObject({ name, address: '', wall });
  });
});

describe('name and address', () => {
  test.each([
    'Olga Origin <olga at example.org> wrote:',
    'On Mon, 12 Sep 2016, Olga Origin <olga at example.org> wrote:',
    'Olga Origin (olga at example.org) wrote:',
    'Quoting Olga Origin <olga@example.org>:',
    'Zitat von Olga Origin <olga@example.org>:',
    'Citando Olga Origin <olga@example.org>:',
    '>>>>> "Olga" == Olga Origin <olga@example.org> writes:',
    'olga@example.org (Olga Origin) writes:',
  ])('%s', (line) => {
    expect(readAttribution(line)).toMatchObject({ name, address, wall: null });
  });
});

test.each([
  ['olga at example.org wrote:', '', 'olga@example.org', null],
  [
    'On Mon, Sep 12, 2016 at 10:00:00AM +0000, olga@example.org wrote:',
    '',
    'olga@example.org',
    wall,
  ],
  ['olga@example.org writes:', '', 'olga@example.org', null],
  ['Olga Origin writes ("Re: Durable maps"):', 'Olga Origin', '', null],
  ['Olga Origin wrote on 12/09/2016 10:00:', 'Olga Origin', '', '2016-12-09T10:00:00'],
])('%s', (line, who, from, when) => {
  expect(readAttribution(line)).toMatchObject({ name: who, address: from, wall: when });
});

test.each([
  '------ Original Message ------',
  'The following is what happened at 10:00:',
  'Here are the results from Monday:',
  'Olga, you wrote:',
  'So to sum up what was written:',
  'From the documentation:',
  'On the other hand he wrote:',
  'Changes since v1 (12 Sep 2016 10:00):',
  '[1] https://lore.kernel.org/r/20160912@example.org:',
  'Reported-by: Olga Origin <olga@example.org>:',
  'see the note from 12.09.2016 10:00:',
  'Tested on 2016-09-12 10:00:',
])('no attribution: %s', (line) => {
  expect(readAttribution(line)).toBeNull();
});

test.each([
  ['mar. 13 sept. 2016 à 10:00', '2016-09-13T10:00:00'],
  ['mar 13 set 2016 10:00', '2016-09-13T10:00:00'],
  ['1 авг. 2016 г. 10:00', '2016-08-01T10:00:00'],
  ['12 lip 2016 10:00', '2016-07-12T10:00:00'],
  ['10 červenec 2016 10:00', '2016-07-10T10:00:00'],
  ['١٢ سبتمبر ٢٠١٦، ١٠:٠٠ م', '2016-09-12T22:00:00'],
])('%s', (text, wall) => {
  expect(writtenDate(text)?.wall).toBe(wall);
});
