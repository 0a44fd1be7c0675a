import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { type Mutation, mutated } from './mutations.ts';

/**
 * Tells which changes the compiler would refuse: nobody could make them unnoticed, so that they are no mutants.
 * Asks for the errors of the changed file alone; what it exports has written types as a rule.
 */
export function compiler(root: string): (mutation: Mutation) => boolean {
  const config = join(root, 'tsconfig.json');
  const { config: json } = ts.readConfigFile(config, (file) => readFileSync(file, 'utf8'));
  const { options, fileNames } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config));
  const declarations = fileNames.filter((file) => file.endsWith('.d.ts'));
  const changed = new Map<string, string>();
  let version = 0;
  const host: ts.LanguageServiceHost = {
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...declarations, ...changed.keys()],
    getScriptVersion: (file) => (changed.has(file) ? String(version) : '0'),
    getScriptSnapshot: (file) => {
      const text = changed.get(file) ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  };
  const service = ts.createLanguageService(host);
  return (mutation) => {
    const file = resolve(root, mutation.file);
    version++;
    changed.set(file, mutated(readFileSync(file, 'utf8'), mutation));
    const errors = service.getSemanticDiagnostics(file).length;
    changed.delete(file);
    return errors === 0;
  };
}
