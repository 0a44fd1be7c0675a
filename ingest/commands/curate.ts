import { ClaimKind, RelationKind, Stance } from '../../data/schema/claim.ts';
import type { Command, Io, OptionValues } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { findingLine } from '../../data/schema/finding.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { deriveClaims } from '../claim/store/derive-claims.ts';
import type { Change } from '../curate/change.ts';
import { lintWith } from '../curate/lint.ts';
import { requoteClaim } from '../curate/requote.ts';
import {
  acceptClaim,
  addClaim,
  type Desk,
  editClaim,
  mergeClaims,
  rejectClaim,
  relateClaims,
} from '../curate/review.ts';
import { approachIn, wordIn } from '../curate/typed-words.ts';
import { walk } from '../curate/walk.ts';
import { countIn, namesIn, oneOf, textIn } from './option.ts';
import { threadNamed } from './selection.ts';

/** How many names each action takes. */
const needed = {
  walk: 1,
  accept: 1,
  add: 2,
  edit: 1,
  requote: 2,
  reject: 1,
  merge: 2,
  relate: 3,
  lint: 0,
} as const;
type Action = keyof typeof needed;
const actions = Object.keys(needed) as Action[];

export const command: Command = {
  usage: [
    'walk THREAD [--top N]',
    '  curate accept ID --title TEXT [--kind K] [--stance S] [--approach A]…',
    '  curate add MESSAGE-ID "EXACT WORDS" --title TEXT [--kind K] [--stance S] [--approach A]…',
    '  curate edit ID [--title TEXT] [--kind K] [--stance S] [--approach A]… [--judgement WHY]',
    '  curate requote ID "EXACT WORDS" --why TEXT',
    '  curate reject ID --why TEXT | merge ID INTO | relate ID KIND TO | lint [--json]',
    '  with [--by NAME] [--review ID] [--store FILE]',
  ].join('\n'),
  summary:
    'walk through proposals; accept, add, edit, requote, reject, merge, relate and lint claims',
  options: {
    ...storeOption,
    title: { type: 'string' },
    kind: { type: 'string' },
    stance: { type: 'string' },
    approach: { type: 'string', multiple: true },
    judgement: { type: 'string' },
    review: { type: 'string' },
    why: { type: 'string' },
    by: { type: 'string' },
    top: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    const [name, ...ids] = positionals;
    const action = actions.find((a) => a === name);
    if (!action)
      throw new Fault(
        'usage',
        `curate: ${name ?? 'nothing'} is no action`,
        `use one of ${actions.join(', ')}`,
      );
    if (action === 'lint') return lint(values, io);
    if (ids.length !== needed[action])
      throw new Fault(
        'usage',
        `curate ${action}: expected ${needed[action]} names, got ${ids.length}`,
        'see ./warrant curate --help',
      );
    const desk = deskIn(values, io);
    if (action === 'walk') return walkThread(desk, ids[0] ?? '', countIn(values, 'top'), io);
    for (const line of act(action, ids, values, desk)) io.err(`${visible(line)}\n`);
    return exitCode.done;
  },
};

function walkThread(desk: Desk, name: string, top: number | undefined, io: Io) {
  openReader(desk.store).close(); // a store, or refused: extraction would make one
  deriveClaims(desk.root, desk.store, 'all', io.signal);
  return walk(desk, (reader) => threadNamed(name, reader), top, io);
}

function deskIn(values: OptionValues, io: Io): Desk {
  const who = {
    by: textIn(values, 'by') ?? io.env['GIT_AUTHOR_NAME'] ?? io.env['USER'] ?? 'unknown',
    date: new Date().toISOString().slice(0, 10),
  };
  return { root: io.root, store: storePath(values, io), who, review: textIn(values, 'review') };
}

function act(
  action: Exclude<Action, 'lint' | 'walk'>,
  [first = '', second = '', third = '']: readonly string[],
  values: OptionValues,
  desk: Desk,
): readonly string[] {
  const text = (name: string) => textIn(values, name);
  if (action === 'accept') return acceptClaim(desk, first, text('title'), changeIn(values));
  if (action === 'add') return addClaim(desk, first, second, text('title'), changeIn(values));
  if (action === 'edit') return editClaim(desk, first, changeIn(values), text('why'));
  if (action === 'requote') return requoteClaim(desk, first, second, text('why'));
  if (action === 'reject') return rejectClaim(desk, first, text('why'));
  if (action === 'merge') return mergeClaims(desk, first, second);
  return relateClaims(desk, first, wordIn('curate relate', second, RelationKind.options), third);
}

function changeIn(values: OptionValues): Change {
  const kind = oneOf(values, 'kind', ClaimKind.options);
  const stance = oneOf(values, 'stance', Stance.options);
  const approaches = namesIn(values, 'approach').map((name) => approachIn('--approach', name));
  const [title, judgement] = [textIn(values, 'title'), textIn(values, 'judgement')];
  return {
    ...(kind && { kind }),
    ...(stance && { stance }),
    ...(approaches.length > 0 && { approaches }),
    ...(title !== undefined && { title }),
    ...(judgement !== undefined && { judgement }),
  };
}

function lint(values: OptionValues, io: Io) {
  const findings = lintWith(io.root, storePath(values, io));
  if (values['json']) io.out(jsonDocument({ schemaVersion: 1, findings }));
  else for (const finding of findings) io.out(`${findingLine(finding)}\n`);
  io.err(findings.length === 0 ? 'claims: in order\n' : `claims: ${findings.length} to mend\n`);
  return findings.length === 0 ? exitCode.done : exitCode.checkFailed;
}
