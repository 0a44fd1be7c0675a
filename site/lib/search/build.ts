import { once } from '../once.ts';
import { Builder, type Index } from './builder.ts';
import { laboratorySources, peopleSources } from './laboratory.ts';
import { messageSources, threadSources } from './mail.ts';
import { claimSources, proposalSources } from './statements.ts';

/** The index over everything that has a page. What has labels comes first: see `Facets`. */
export const searchIndex = once((): Index => {
  const builder = new Builder();
  const add = (sources: Iterable<Parameters<Builder['add']>[0]>) => {
    for (const source of sources) builder.add(source);
  };
  add(claimSources());
  add(proposalSources());
  add(laboratorySources());
  add(threadSources());
  add(messageSources());
  add(peopleSources(builder.people));
  return builder.done();
});
