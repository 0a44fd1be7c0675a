import { describe } from 'vitest';
import { claims } from './journey/claim.ts';
import { everyPage } from './journey/every-page.ts';
import { explorer } from './journey/explorer.ts';
import { newcomer } from './journey/newcomer.ts';
import { reviews } from './journey/review.ts';
import { searching } from './journey/search.ts';
import { simulator } from './journey/simulator.ts';
import { theme } from './journey/theme.ts';
import { threads } from './journey/thread.ts';
import { traces } from './journey/trace.ts';
import { words } from './journey/words.ts';
import { browserNeed, hasChromium } from './test/build-site.ts';
import { journeys } from './test/journey.ts';

// One site and one browser for all of them: a build takes longer than most journeys.
describe.skipIf(!hasChromium)(`journeys in Chromium${browserNeed}`, () => {
  const journey = journeys('journey');
  describe('a newcomer', () => newcomer(journey));
  describe('a claim', () => claims(journey));
  describe('a thread', () => threads(journey));
  describe('a review of no one', () => reviews(journey));
  describe('the explorer', () => explorer(journey));
  describe('traces', () => traces(journey));
  describe('the simulator', () => simulator(journey));
  describe('search', () => searching(journey));
  describe('words of the glossary', () => words(journey));
  describe('the theme', () => theme(journey));
  describe('every kind of page', () => everyPage(journey));
});
