import { expect, test } from 'vitest';
import { ApproachId } from '../../../data/schema/ids.ts';
import { approachTagger } from './approach.ts';

const tagger = approachTagger([
  { id: ApproachId.parse('fsync'), vocabulary: ['fsync', 'sync point'] },
  { id: ApproachId.parse('map-sync'), vocabulary: ['map_sync'] },
]);

test('matches whole phrases whatever their case, joints and line breaks, the most named first', () => {
  expect(tagger.tag('With MAP_SYNC, and map-sync\nalone, fsync() is not needed.')).toEqual([
    'map-sync',
    'fsync',
  ]);
  expect(tagger.tag('Every sync\n  points at it; fsyncs do.')).toEqual(['fsync']);
  expect(tagger.tag('fsyncing mapsync')).toEqual([]);
});
