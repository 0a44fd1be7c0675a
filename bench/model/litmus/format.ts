import type { Access, Operand, Simple } from './program/program.ts';

/** One operation as the file format writes it. */
export function formatOperation(operation: Simple): string {
  switch (operation.op) {
    case 'store':
    case 'ntstore':
      return `${operation.op} ${place(operation)} ${operand(operation.value)}`;
    case 'load':
      return `load ${operation.register} ${place(operation)}`;
    case 'set':
      return `set ${operation.register} ${operand(operation.value)}`;
    case 'clflush':
    case 'clflushopt':
    case 'clwb':
      return `${operation.op} ${operation.location}`;
    case 'xchg':
      return `xchg ${operation.register} ${place(operation)} ${operand(operation.value)}`;
    case 'cas': {
      const { register, old, desired } = operation;
      return `cas ${register} ${place(operation)} ${operand(old)} ${operand(desired)}`;
    }
    case 'sfence':
    case 'mfence':
    case 'lfence':
      return operation.op;
  }
}

function operand(value: Operand): string {
  return typeof value === 'number' ? `${value}` : value.register;
}

function place({ location, part }: Access): string {
  if (!part) return location;
  return `${location}${part.offset === 0 ? '' : `+${part.offset}`}:${part.size}`;
}
