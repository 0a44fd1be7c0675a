import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { foldedName } from './fold.ts';
import { readYaml } from './yaml.ts';

const Address = z
  .string()
  .regex(/^[^\s<>()]+@[^\s<>()]+$/, 'an address')
  .transform((address) => address.toLowerCase());

/** Somebody who writes from several addresses, as a person reviewed it. */
export const Person = z.strictObject({
  name: z.string().min(1).max(100),
  addresses: z.array(Address).min(2),
  /** What shows that they are one: a signature, a line of MAINTAINERS or .mailmap. */
  because: z.string().min(1).max(300),
});
export type Person = z.infer<typeof Person>;

export const People = z
  .strictObject({
    schemaVersion: z.literal(1),
    people: z.array(Person),
    /** Addresses with one name that are not one person. */
    apart: z.array(z.strictObject({ name: z.string().min(1), addresses: z.array(Address).min(2) })),
  })
  .superRefine(({ people }, check) => {
    const seen = new Set<string>();
    for (const [i, { addresses }] of people.entries()) {
      for (const address of addresses) {
        if (seen.has(address)) {
          check.addIssue({
            code: 'custom',
            path: ['people', i, 'addresses'],
            message: `${address} stands twice; an address belongs to one person`,
          });
        }
        seen.add(address);
      }
    }
  });
export type People = z.infer<typeof People>;

/** @throws Fault `inputRefused` naming the line of data/people.yaml that is not well-formed */
export function loadPeople(root: string): People {
  const file = join(root, 'data/people.yaml');
  if (!existsSync(file)) return { schemaVersion: 1, people: [], apart: [] };
  return readYaml(file, People);
}

/** All addresses of the people whom a part of a name or of an address finds. */
export function addressesOf({ people }: People, text: string): string[] {
  const wanted = foldedName(text);
  return people
    .filter(({ name, addresses }) =>
      [name, ...addresses].some((one) => foldedName(one).includes(wanted)),
    )
    .flatMap(({ addresses }) => addresses);
}
