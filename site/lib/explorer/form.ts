import type { Measurement } from '../../../data/schema/run.ts';
import type { Chart } from '../chart/chart.ts';
import type { Naming } from '../naming.ts';
import type { Choice } from './choice.ts';
import { type Facet, facetsOf } from './facets.ts';

/** What a reader may choose now, in their words; drawn by the build and again by the page. */
export interface Form {
  readonly facets: readonly NamedFacet[];
  /** Axes that may make panels. */
  readonly panels: readonly {
    readonly axis: string;
    readonly name: string;
    readonly chosen: boolean;
  }[];
  /** Lines that values may be relative to. */
  readonly baselines: readonly { readonly key: string; readonly name: string }[];
}

export interface NamedFacet extends Facet {
  readonly name: string;
  readonly values: readonly (Facet['values'][number] & { readonly name: string })[];
}

/** Values of an axis up to which panels by it can be overlooked. */
const mostPanels = 6;

export function formOf(
  choice: Choice,
  all: readonly Measurement[],
  chart: Chart | null,
  naming: Naming,
): Form {
  const facets = facetsOf(all, choice);
  const lines = new Map(
    chart?.panels.flatMap((panel) => panel.lines.map((line) => [line.key, line] as const)),
  );
  return {
    facets: facets.map((facet) => ({
      ...facet,
      name: naming.axis(facet.axis),
      values: facet.values.map((one) => ({ ...one, name: naming.value(facet.axis, one.value) })),
    })),
    panels: facets
      .filter(({ axis, values }) => axis !== 'approach' && values.length <= mostPanels)
      .map(({ axis }) => ({
        axis,
        name: naming.axis(axis),
        chosen: choice.panels.includes(axis),
      })),
    baselines: lines.size < 2 ? [] : [...lines.values()].map(({ key, name }) => ({ key, name })),
  };
}
