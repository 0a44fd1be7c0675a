import { expect, test } from 'vitest';
import { facetsOf, huesOf, Review } from './review.ts';

const review = Review.parse({
  id: 'r',
  title: 'r',
  question: 'r?',
  threads: [],
  facets: { durable: 'What makes a store durable' },
  approaches: [
    { id: 'a', name: 'A', where: 'here', durable: 'by a' },
    { id: 'b', name: 'B', colour: 'blue' },
    { id: 'c', name: 'C' },
  ],
});

test('further members of an approach are facets, headed and ordered as the review says', () => {
  const [a] = review.approaches;
  expect(a && facetsOf(review, a)).toEqual([
    { heading: 'What makes a store durable', text: 'by a' },
    { heading: 'where', text: 'here' },
  ]);
});

test('a facet is a sentence, not a structure', () => {
  const approaches = [{ id: 'a', name: 'A', durable: { by: 'a' } }];
  expect(Review.safeParse({ ...review, approaches }).success).toBe(false);
});

test('colours that nobody asked for are given in order, none twice', () => {
  expect([...huesOf(review)]).toEqual([
    ['a', 'vermillion'],
    ['b', 'blue'],
    ['c', 'green'],
  ]);
});
