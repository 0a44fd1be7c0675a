import { expect, test } from 'vitest';
import { explored, measured, run } from '../fixture/planted.ts';
import { runCsv } from './csv.ts';

test('each sample has a row, each axis a column, and awkward values are quoted', () => {
  const one = run({
    measurements: [
      measured('flushes', { batch: 1, fs: 'a "b", c' }, [3, 4]),
      measured('flushes', { batch: 2 }, [5]),
    ],
    explorations: [explored({ batch: 1 }, false)],
  });
  const about = `${one.id},e,model`;
  expect(runCsv(one).split('\r\n')).toEqual([
    'run,experiment,substrate,metric,unit,sample,value,states,batch,fs',
    `${about},flushes,count,0,3,,1,"a ""b"", c"`,
    `${about},flushes,count,1,4,,1,"a ""b"", c"`,
    `${about},flushes,count,0,5,,2,`,
    `${about},holds(acknowledged-survives),flag,0,0,10,1,`,
    '',
  ]);
});
