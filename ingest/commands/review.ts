import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { ReviewId } from '../../data/schema/ids.ts';
import { openReader, reading } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { deriveClaims } from '../claim/store/derive-claims.ts';
import { writeReview } from '../curate/new-review.ts';
import { heedReviewed } from '../pipeline/ingest.ts';
import { textIn } from './option.ts';
import { threadNamed } from './selection.ts';

export const command: Command = {
  usage:
    'new ID --thread MESSAGE-ID|THREAD [--title TEXT] [--question TEXT] [--store FILE] [--json]',
  summary: 'make the file of a new review, with approaches and vocabulary proposed',
  options: {
    ...storeOption,
    thread: { type: 'string' },
    title: { type: 'string' },
    question: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    const [action, name, ...more] = positionals;
    const id = ReviewId.safeParse(name);
    if (action !== 'new' || name === undefined || more.length > 0)
      throw new Fault('usage', 'review: expected new ID', 'see ./warrant review --help');
    if (!id.success)
      throw new Fault(
        'usage',
        `review new ${JSON.stringify(name)}: ${id.error.issues[0]?.message ?? 'no id'}`,
        'such as atomic-link-2019',
      );
    if (values['thread'] === undefined)
      throw new Fault(
        'usage',
        'review new: no --thread',
        'name it by the Message-ID of any message',
      );
    const store = storePath(values, io);
    openReader(store).close();
    await heedReviewed(store, io);
    deriveClaims(io.root, store, 'all', io.signal);
    return reading(store, (reader) => {
      const thread = threadNamed(values['thread'], reader);
      const [title, question] = [textIn(values, 'title'), textIn(values, 'question')];
      const wanted = { id: id.data, thread, title, question };
      const path = writeReview(io.root, reader, wanted);
      if (values['json']) io.out(jsonDocument({ schemaVersion: 1, path, thread }));
      io.err(`wrote ${path}; go on with ./warrant curate walk ${thread}\n`);
      return exitCode.done;
    });
  },
};
