import { byCodeUnits } from '../../../data/schema/code-units.ts';
import { baseUnits } from '../../../data/schema/metric.ts';

/**
 * A unit as powers of dimensions and a scale to that dimension's base: `us` is time¹ × 1000,
 * `B/ns` is space¹ time⁻¹. Dimensionless units have no powers.
 */
export interface Unit {
  readonly powers: Readonly<Record<string, number>>;
  readonly scale: number;
}

export const dimensionless: Unit = { powers: {}, scale: 1 };

/** Parses `ns`, `count` or `B/ns`; null for a unit that the table does not know. */
export function unitOf(text: string): Unit | null {
  const [over, under, more] = text.split('/');
  if (more !== undefined) return null;
  const top = baseOf(over ?? '');
  const bottom = under === undefined ? dimensionless : baseOf(under);
  return top && bottom ? divided(top, bottom) : null;
}

function baseOf(name: string): Unit | null {
  if (!Object.hasOwn(baseUnits, name)) return null;
  const { dimension, scale } = baseUnits[name as keyof typeof baseUnits];
  return { powers: dimension ? { [dimension]: 1 } : {}, scale };
}

export function multiplied(a: Unit, b: Unit): Unit {
  return { powers: combined(a, b, 1), scale: a.scale * b.scale };
}

export function divided(a: Unit, b: Unit): Unit {
  return { powers: combined(a, b, -1), scale: a.scale / b.scale };
}

function combined(a: Unit, b: Unit, sign: 1 | -1): Record<string, number> {
  const powers: Record<string, number> = { ...a.powers };
  for (const [dimension, power] of Object.entries(b.powers)) {
    const sum = (powers[dimension] ?? 0) + sign * power;
    if (sum === 0) delete powers[dimension];
    else powers[dimension] = sum;
  }
  return powers;
}

/** Whether two numbers may be compared or added; scales may differ (`us` and `ns`). */
export function sameDimension(a: Unit, b: Unit): boolean {
  return unitName(a) === unitName(b);
}

/** For messages: `time`, `space per time`, `a plain number`. */
export function unitName(unit: Unit): string {
  const part = (sign: 1 | -1) =>
    Object.entries(unit.powers)
      .filter(([, power]) => power * sign > 0)
      .sort(([a], [b]) => byCodeUnits(a, b))
      .map(([name, power]) => (power * sign === 1 ? name : `${name}^${power * sign}`))
      .join(' ');
  const [over, under] = [part(1), part(-1)];
  if (!over && !under) return 'a plain number';
  return under ? `${over || '1'} per ${under}` : over;
}
