import { z } from 'zod';
import { DeviceId } from './ids.ts';

/** A number from a publication: its value, its unit, where it stands, and what it is used for. */
export const PublishedNumber = z.strictObject({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  conditions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Publication, and the figure or table. */
  source: z.string(),
  /** `fitted`: a parameter was set from it. `predicted`: kept back to test the model. */
  use: z.enum(['fitted', 'predicted', 'context']),
});
export type PublishedNumber = z.infer<typeof PublishedNumber>;

/** One file of `data/devices/`: a device's published numbers. */
export const Device = z.strictObject({
  id: DeviceId,
  name: z.string(),
  note: z.string(),
  numbers: z.array(PublishedNumber).min(1),
});
export type Device = z.infer<typeof Device>;
