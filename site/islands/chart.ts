import {
  Chart as Canvas,
  type ChartConfiguration,
  LinearScale,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import annotation from 'chartjs-plugin-annotation';
import type { Chart, Panel } from '../lib/chart/chart.ts';
import { configOf, type Ink } from '../lib/chart/config.ts';
import { layoutOf } from '../lib/chart/layout.ts';
import { shapeOf } from '../lib/chart/shapes.ts';
import { element } from './dom.ts';

Canvas.register(
  LinearScale,
  LogarithmicScale,
  LineElement,
  PointElement,
  PointWithErrorBar,
  ScatterWithErrorBarsController,
  Tooltip,
  annotation,
);

let drawn: Canvas[] = [];

/** Draws the panels of a chart into a box; those before are taken away. */
export function draw(box: HTMLElement, chart: Chart, raw: boolean): void {
  for (const one of drawn) one.destroy();
  const many = chart.panels.length > 1;
  const narrow = many || innerWidth <= 640;
  box.className = many ? 'panels many' : 'panels';
  const canvases = chart.panels.map((panel) => {
    const layout = layoutOf(chart, panel, narrow);
    const canvas = element('canvas', {
      role: 'img',
      'aria-label': `${[chart.name, panel.name].filter((part) => part !== '').join(', ')}; the table below has the numbers`,
    });
    const frame = element('div', { class: 'canvas live' }, canvas);
    frame.style.height = `${layout.height - (layout.names === 'key' ? panel.lines.length * layout.pitch : 0)}px`;
    const name = panel.name === '' ? [] : [element('p', { class: 'label' }, panel.name)];
    const key = layout.names === 'key' ? [keyOf(panel)] : [];
    return { panel, canvas, box: element('div', { class: 'panel' }, ...name, frame, ...key) };
  });
  box.replaceChildren(...canvases.map((one) => one.box));
  drawn = canvases.map(({ canvas, panel }) => {
    const config = configOf(chart, panel, narrow, ink(), raw) as unknown as ChartConfiguration;
    const made = new Canvas(canvas, config);
    // For whoever looks at the page from its console, and for the test that both drawings agree.
    return Object.assign(canvas, { chart: made }).chart;
  });
}

/** The names of lines below a panel too narrow for them. */
function keyOf(panel: Panel): HTMLElement {
  return element(
    'ul',
    { class: 'key' },
    ...panel.lines.map((line) => {
      const sign = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      sign.setAttribute('class', 'plot-sign');
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('class', 'dot');
      path.setAttribute('d', `M6 6${shapeOf(line.shape).path}`);
      sign.append(path);
      return element('li', { class: `a-${line.approach ?? 'none'}` }, sign, line.name);
    }),
  );
}

function ink(): Ink {
  return {
    colour,
    font: getComputedStyle(document.documentElement).getPropertyValue('--sans').trim(),
  };
}

/** Custom properties may hold `light-dark()`, which a canvas does not know: an element resolves it. */
function colour(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
