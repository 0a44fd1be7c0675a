import { type Draft, nothingElse } from './draft.ts';
import { type Line, misread, parseBranch, parseOperation, registersRead } from './operations.ts';
import { limit } from './program/limit.ts';
import type { Operation } from './program/program.ts';

/** Reads one operation of the current thread, with the `if` blocks that it opens or ends. */
export function readOperation(draft: Draft, line: Line): void {
  const [word] = line.words;
  if (word === 'if') openIf(draft, line);
  else if (word === 'end') closeIf(draft, line);
  else add(draft, line, operationOf(draft, line));
}

function operationOf(draft: Draft, line: Line): Operation {
  const operation = parseOperation(line);
  if ('location' in operation) draft.usage.push({ access: operation, line });
  checkRegisters(draft, line, operation);
  if ('register' in operation) draft.registers.at(-1)?.add(operation.register);
  return operation;
}

function checkRegisters(draft: Draft, line: Line, operation: Operation): void {
  const unknown = registersRead(operation).find((one) => !draft.registers.at(-1)?.has(one));
  if (draft.open.length === 0 || unknown === undefined) return;
  const kind = operation.op === 'if' ? 'a register' : 'an integer or a register';
  throw misread(line, `expected ${kind} that this thread has loaded before`, unknown);
}

function add(draft: Draft, line: Line, operation: Operation): void {
  const block = draft.open.at(-1);
  if (!block) {
    throw misread(line, 'expected a thread before it');
  }
  draft.operations += 1;
  if (draft.operations > limit.operations) {
    throw misread(line, `expected at most ${limit.operations} operations`, '');
  }
  block.body.push(operation);
}

function openIf(draft: Draft, line: Line): void {
  const body: Operation[] = [];
  const operation: Operation = { op: 'if', ...parseBranch(line), body };
  checkRegisters(draft, line, operation);
  add(draft, line, operation);
  draft.open.push({ body, from: line });
}

function closeIf(draft: Draft, line: Line): void {
  nothingElse(line);
  if (draft.open.length < 2) throw misread(line, 'expected an if before it', 'end');
  draft.open.pop();
}

/** A directive ends the thread before it; every `if` must have had its `end`. */
export function closeThread(draft: Draft): void {
  const unclosed = draft.open.length > 1 ? draft.open.at(-1) : undefined;
  if (unclosed) throw misread(unclosed.from, 'expected an end for this if', '');
  draft.open = [];
}
