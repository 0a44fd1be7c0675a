/** Kleene's three values: `open` where the evidence does not reach. */
export type Truth = 'yes' | 'no' | 'open';

export function not(a: Truth): Truth {
  return a === 'open' ? 'open' : a === 'yes' ? 'no' : 'yes';
}

export function and(a: Truth, b: Truth): Truth {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'open';
}

export function or(a: Truth, b: Truth): Truth {
  return not(and(not(a), not(b)));
}
