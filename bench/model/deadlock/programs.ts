import type { Conditions } from '../../../data/schema/scope.ts';
import { oneOf } from '../workload/setting.ts';
import type { LockStep } from './state.ts';

/** Whether write() has a page cache page to lock, and whose journal commits. */
interface Setting {
  readonly faultSync: boolean;
  /** `ordered`: the target is cached, and a commit writes its dirty pages first. `dax`: no page cache. */
  readonly data: 'ordered' | 'dax';
  /** `xfs`: a log force takes no page lock and waits for no open transaction. */
  readonly journal: 'jbd2' | 'xfs';
  /** Whether the copy may fault under the page lock, or fails there and faults after unlocking. */
  readonly copy: 'faulting' | 'atomic';
  /** Whether write() holds a handle while it copies, or none (delayed allocation). */
  readonly handle: 'held' | 'delayed';
  /** What the fault on the user buffer finds: without a hole it needs no transaction. */
  readonly block: 'hole' | 'written';
}

export function lockSetting(setting: Conditions): Setting {
  return {
    faultSync: setting['faultSync'] === true,
    data: oneOf(setting, 'data', ['ordered', 'dax'], 'ordered'),
    journal: oneOf(setting, 'journal', ['jbd2', 'xfs'], 'jbd2'),
    copy: oneOf(setting, 'copy', ['faulting', 'atomic'], 'faulting'),
    handle: oneOf(setting, 'handle', ['held', 'delayed'], 'held'),
    block: oneOf(setting, 'block', ['hole', 'written'], 'hole'),
  };
}

const startHandle = (text: string): LockStep => ({
  text,
  ready: ({ locked, committed }) => !locked || committed, // `start_this_handle` waits out T_LOCKED
  effect: ({ handles }) => ({ handles: handles + 1 }),
});
const stopHandle = (text: string): LockStep => ({
  text,
  effect: ({ handles }) => ({ handles: handles - 1 }),
});
const lockPage: LockStep = {
  text: 'write() locks the page that it copies into (ext4_write_begin).',
  ready: ({ pageLock }) => pageLock === null,
  effect: () => ({ pageLock: 'writer' }),
};
const unlockPage: LockStep = {
  text: 'write() unlocks the page.',
  effect: () => ({ pageLock: null }),
};

/**
 * write() whose user buffer is a DAX mapping that must fault, after `generic_perform_write` and
 * `ext4_write_begin`, which starts the handle before it locks the page.
 */
export function writerSteps(setting: Setting): LockStep[] {
  const cached = setting.data === 'ordered';
  const holds = cached && setting.handle === 'held' && setting.journal === 'jbd2';
  const begin = [
    ...(holds ? [startHandle('write() starts a handle for the page that it will write.')] : []),
    ...(cached ? [lockPage] : []),
  ];
  const end = [
    ...(cached ? [unlockPage] : []),
    ...(holds ? [stopHandle('write() stops its handle.')] : []),
  ];
  const copied: LockStep = { text: 'write() copies from the user buffer.' };
  const fault = faultSteps(setting, holds && setting.copy === 'faulting');
  if (setting.copy === 'faulting') return [...begin, ...fault, copied, ...end];
  const short: LockStep = {
    text: 'The copy runs with page faults disabled, meets the unmapped page and gives up.',
  };
  return [...begin, short, ...end, ...fault, ...begin, copied, ...end];
}

/** The write fault on the buffer (`ext4_dax_huge_fault`, `dax_finish_sync_fault`). */
function faultSteps(setting: Setting, nested: boolean): LockStep[] {
  const allocates = setting.block === 'hole';
  const jbd2 = setting.journal === 'jbd2';
  return [
    { text: 'The fault takes the mmap lock shared.', effect: () => ({ mmapShared: true }) },
    ...(allocates && jbd2 && !nested
      ? [startHandle('The fault starts a handle to allocate the block.')]
      : []),
    ...(allocates ? [{ text: 'The fault allocates the block in the running transaction.' }] : []),
    ...(allocates && jbd2 && !nested ? [stopHandle('The fault stops its handle.')] : []),
    ...(allocates && setting.faultSync
      ? [
          {
            text: 'The synchronous fault asks for a commit of the transaction.',
            effect: () => ({ requested: true }),
          },
          {
            text: 'The commit is done and the fault goes on.',
            ready: ({ committed }: { committed: boolean }) => committed,
          },
        ]
      : []),
    {
      text: 'The page is mapped and the mmap lock released.',
      effect: () => ({ mapped: true, mmapShared: false }),
    },
  ];
}

/** The commit (`jbd2_journal_commit_transaction`); the timer may start it at any moment. */
export function committerSteps(setting: Setting): LockStep[] {
  const done: LockStep = {
    text: 'The commit record is written; waiters are woken.',
    effect: () => ({ committed: true, locked: false }),
  };
  if (setting.journal === 'xfs') {
    return [{ text: 'The log force writes the checkpoint.' }, done];
  }
  const ordered: LockStep[] =
    setting.data === 'ordered'
      ? [
          {
            text: 'Ordered mode writes the dirty page first and locks it (mpage_prepare_extent_to_map).',
            ready: ({ pageLock }) => pageLock === null,
            effect: () => ({ pageLock: 'committer' }),
          },
          { text: 'The page is written and unlocked.', effect: () => ({ pageLock: null }) },
        ]
      : [];
  return [
    { text: 'The commit begins: no new handles.', effect: () => ({ locked: true }) },
    {
      text: 'All handles are closed.',
      ready: ({ handles }) => handles === 0,
    },
    ...ordered,
    done,
  ];
}
