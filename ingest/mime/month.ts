const english = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** The first letters of months in the Date fields of mailers that translate them. */
const others: Readonly<Record<string, number>> = {
  mär: 2,
  mrz: 2,
  maa: 2,
  mrt: 2,
  abr: 3,
  avr: 3,
  mai: 4,
  mei: 4,
  mag: 4,
  giu: 5,
  juin: 5,
  lug: 6,
  juil: 6,
  ago: 7,
  aoû: 7,
  aou: 7,
  set: 8,
  okt: 9,
  ott: 9,
  out: 9,
  dez: 11,
  dic: 11,
  déc: 11,
  des: 11,
  ene: 0,
  gen: 0,
  fév: 1,
  fev: 1,
};

/** The month from 0 by its name, of which the first letters count; -1 where it is none. */
export function monthOf(name: string): number {
  const text = name.toLowerCase();
  const month = english.indexOf(text.slice(0, 3));
  return month >= 0 ? month : (others[text.slice(0, 4)] ?? others[text.slice(0, 3)] ?? -1);
}
