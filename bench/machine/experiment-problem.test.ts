import { describe, expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import type { Scope } from '../../data/schema/scope.ts';
import { problemOn } from '../explore/runnable.ts';

const root = process.cwd();
const sound = {
  id: 'x',
  title: 'x',
  question: 'x?',
  substrates: ['model', 'guest', 'host'],
  workload: 'durable-store',
  parameters: { operation: ['msync'], fs: ['ext4'], size: [64], dirty: [1], state: ['hole'] },
};
const own = {
  ...sound,
  workload: 'program',
  program: 'fsync-after-error.c',
  parameters: { fs: ['ext4'] },
};
const numbers = (count: number) => Array.from({ length: count }, (_, i) => 8 * (i + 1));

const said = (changed: object, scope: Scope = 'guest') => {
  const problem = problemOn(Experiment.parse({ ...sound, ...changed }), scope, root);
  return problem && `${problem.path.join('.')}: ${problem.what}`;
};
const axes = (parameters: object) => ({ parameters: { ...sound.parameters, ...parameters } });
const program = (parameters: object) => ({
  ...own,
  parameters: { ...own.parameters, ...parameters },
});

describe('before anything starts', () => {
  test('what can run has no problem', () => {
    expect(said({})).toBeNull();
    expect(said(axes({ fs: ['tmpfs'] }), 'host')).toBeNull();
    expect(
      said(
        program({ kernel: ['6.18'], mount: ['noauto_da_alloc,data=writeback'], colour: ['red'] }),
      ),
    ).toBeNull();
  });

  test.each([
    ['an empty store', axes({ size: [0] }), 'parameters.size: 0; expected a multiple of 8'],
    ['a store of seven bytes', axes({ size: [64, 7] }), 'parameters.size: 7;'],
    ['a negative store', axes({ size: [-8] }), 'parameters.size: -8;'],
    ['a size in words', axes({ size: ['big'] }), 'parameters.size: "big";'],
    ['more than the place holds', axes({ size: [2097152], dirty: [64] }), 'has room for 300'],
    ['an exploding product', axes({ size: numbers(200), dirty: numbers(200) }), '40000 settings'],
    ['an unknown place', axes({ fs: ['reiserfs'] }), 'expected ext4, xfs, dm-ext4'],
    [
      'an unknown kernel',
      axes({ kernel: ['2.6'] }),
      'no such kernel "2.6"; expected 5.10, 6.1, 6.1-full',
    ],
    ['a kernel that is a number', axes({ kernel: [6.1] }), "in quotes: '6.1'"],
    ['a kernel that is no file', axes({ kernel: ['./no/bzImage'] }), 'no file'],
    ['a kernel that is no kernel', axes({ kernel: ['./package.json'] }), 'no bzImage'],
    ['a letter too few', program({ kernl: ['6.1'] }), 'parameters.kernl: no axis of the machine'],
    ['a letter changed', program({ kernal: ['6.1'] }), 'expected kernel, device, fs'],
    ['two letters exchanged', program({ laeyr: ['error'] }), 'parameters.laeyr: no axis'],
    ['more words in a value', axes({ state: ['hole samples=9 path=/etc'] }), 'parameters.state'],
    [
      'an unknown axis',
      axes({ weather: ['fair'] }),
      'parameters.weather: durable-store has no such',
    ],
    ['an unknown workload', { workload: 'sort' }, 'workload: no workload "sort" on guest'],
    ['a quick axis of its own', { quick: { batch: [1] } }, 'batch'],
    ['an exception to nothing', { except: [{ state: 'molten' }] }, 'except: state: "molten"'],
  ])('%s is named', (_, changed, words) => {
    expect(said(changed)).toContain(words);
  });

  test.each([
    ['a first touch of a huge mapping', { mapping: ['pmd'], state: ['hole'] }, true],
    ['a first touch of small pages', { mapping: ['pte'], state: ['hole'] }, false],
    [
      'a store into a huge mapping that is there',
      { mapping: ['pmd'], state: ['overwrite'] },
      false,
    ],
  ])('%s needs 2 MiB a store, or a page', (_, parameters, isTooMuch) => {
    const problem = said(axes({ ...parameters, dirty: [8] }));
    expect(problem !== null).toBe(isTooMuch);
    if (isTooMuch) expect(problem).toContain('needs 320 MiB; ext4 has room for 300');
  });

  test.each([
    ['a device', { device: ['floppy'] }, 'no such device "floppy"; expected pmem, nfit'],
    ['memory', { memory: ['a bit'] }, 'no such memory "a bit"; expected plenty, few-dirty-bytes'],
    ['a layer', { layer: ['raid'] }, 'no such layer'],
    ['a file system', { fs: ['vfat'] }, 'no such fs'],
    ['no file system', { fs: undefined }, 'no axis fs'],
    ['processors', { cpus: [0] }, 'parameters.cpus: 0'],
    ['a mount option', { mount: ['noatime,exec_evil'] }, 'ext4 has no such mount'],
    ['a mkfs variant', { mkfs: ['reflink=1'] }, 'ext4 has no such mkfs'],
    ['a layer that the device refuses', { layer: ['error'] }, 'no layer error over pmem'],
    ['a file system on what has no blocks', { device: ['devdax'] }, 'on which no ext4 lies'],
    ['DAX on a disk', { device: ['nvme'], mount: ['dax=always'] }, 'no dax=always on nvme'],
    ['two axes of one name', { 'a-b': [1], 'A-b': [1] }, 'reaches the program as WARRANT_A_B'],
  ])('of a program, %s', (_, parameters, words) => {
    const given = Object.fromEntries(
      Object.entries({ ...own.parameters, ...parameters }).filter(([, values]) => values),
    );
    const experiment = { ...own, parameters: given };
    if (Object.keys(given).some((axis) => /^[A-Z]/.test(axis))) {
      expect(() => Experiment.parse(experiment)).toThrow('expected the name of an axis');
    } else expect(said(experiment)).toContain(words);
  });

  test('foreign programs are those of the catalogue, in the guest, and a program starts them', () => {
    expect(said({ ...own, tools: ['fio'] })).toBeNull();
    expect(said({ ...own, tools: ['postmark'] })).toContain(
      'no such program "postmark"; expected fio',
    );
    expect(said({ ...own, tools: ['fio'] }, 'host')).toContain('come with the guest');
    expect(() => Experiment.parse({ ...sound, tools: ['fio'] })).toThrow('only a program starts');
    const crash = { oracle: 'kept.sh' };
    expect(() => Experiment.parse({ ...own, tools: ['fio'], crash })).toThrow('starts none');
  });

  test('the host sets up no machine', () => {
    expect(said(program({ layer: ['linear'] }), 'host')).toContain('would need root');
    expect(said(axes({ fs: ['ext4'] }), 'host')).toContain('expected dax, tmpfs, disk');
  });

  test.each([
    ['an approach', { workload: 'append-pointer', parameters: { approach: ['hope'] } }],
    ['a scenario', { workload: 'time-travel', parameters: { approach: ['fsync'] } }],
    [
      'a number',
      { workload: 'key-value', parameters: { approach: ['fsync'], size: [1e12], batch: [1] } },
    ],
    [
      'an application',
      {
        workload: 'application',
        parameters: { application: ['x'], approach: ['fsync'], device: ['dram'] },
      },
    ],
    [
      'tenants',
      { workload: 'stranded-capacity', parameters: { tenants: ['cats'], chunkMiB: [2] } },
    ],
  ])('the model knows no such %s', (_, changed) => {
    expect(said(changed, 'model')).not.toBeNull();
  });
});
