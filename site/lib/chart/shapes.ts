/** Marks that an eye tells apart: as SVG paths around a middle, and as chart.js calls them. */
const shapes = [
  { path: 'm-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z', style: 'circle', turned: 0 },
  { path: 'm-3.4 -3.4h6.8v6.8h-6.8z', style: 'rect', turned: 0 },
  { path: 'm0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z', style: 'rectRot', turned: 0 },
  { path: 'm0 -4.5l4.5 8h-9z', style: 'triangle', turned: 0 },
  { path: 'm0 4.5l4.5 -8h-9z', style: 'triangle', turned: 180 },
  { path: 'm-4.5 -1.5h9v3h-9z', style: 'line', turned: 0 },
] as const;

export const shapeCount = shapes.length;
export const shapeOf = (index: number) => shapes[index % shapes.length] ?? shapes[0];
