import { must } from './execute.ts';

/** The first line of `gcc --version`. @throws Fault `lacking` without gcc. */
export async function gccVersion(): Promise<string> {
  return (await must('gcc', ['--version'])).split('\n')[0] ?? '';
}
