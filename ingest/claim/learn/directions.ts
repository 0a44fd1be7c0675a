/** One row of a sparse matrix: columns in ascending order and what stands there. */
export interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

const rounds = 12;

/**
 * Each row's place along the leading singular directions of a matrix, weighed by the root of the singular
 * values: orthogonal iteration (Golub and Van Loan, section 7.3) from a fixed start, no randomness. Late
 * directions of like weight may be mixed, which costs nothing here.
 * @param width number of columns
 */
export function leadingDirections(
  rows: readonly SparseRow[],
  width: number,
  dimensions: number,
): readonly Float64Array[] {
  const r = Math.min(dimensions, rows.length);
  let basis: Float64Array = new Float64Array(rows.length * r).map(
    (_, i) => (((i + 1) * 0.6180339887) % 1) - 0.5,
  );
  let weights: Float64Array = new Float64Array(r);
  for (let round = 0; round < rounds; round++) {
    basis = times(rows, transposedTimes(rows, basis, width, r), r);
    weights = orthonormalise(basis, rows.length, r);
  }
  return rows.map((_, i) =>
    basis.slice(i * r, i * r + r).map((x, d) => x * (weights[d] ?? 0) ** 0.25),
  );
}

/** Mᵀ·B for B of `r` columns, row by row. */
function transposedTimes(
  rows: readonly SparseRow[],
  basis: Float64Array,
  width: number,
  r: number,
): Float64Array {
  const out = new Float64Array(width * r);
  for (const [i, { columns, values }] of rows.entries()) {
    for (let j = 0; j < columns.length; j++) {
      const to = (columns[j] ?? 0) * r;
      const value = values[j] ?? 0;
      for (let d = 0; d < r; d++)
        out[to + d] = (out[to + d] ?? 0) + value * (basis[i * r + d] ?? 0);
    }
  }
  return out;
}

/** M·C for C of `r` columns, row by row. */
function times(rows: readonly SparseRow[], right: Float64Array, r: number): Float64Array {
  const out = new Float64Array(rows.length * r);
  for (const [i, { columns, values }] of rows.entries()) {
    for (let j = 0; j < columns.length; j++) {
      const from = (columns[j] ?? 0) * r;
      const value = values[j] ?? 0;
      for (let d = 0; d < r; d++) {
        out[i * r + d] = (out[i * r + d] ?? 0) + value * (right[from + d] ?? 0);
      }
    }
  }
  return out;
}

/** Makes columns orthonormal in place (modified Gram-Schmidt); their lengths, singular values squared, come back. */
function orthonormalise(basis: Float64Array, n: number, r: number): Float64Array {
  const lengths = new Float64Array(r);
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (basis[i * r + a] ?? 0) * (basis[i * r + b] ?? 0);
    return sum;
  };
  for (let d = 0; d < r; d++) {
    for (let e = 0; e < d; e++) {
      const shared = dot(d, e);
      for (let i = 0; i < n; i++) {
        basis[i * r + d] = (basis[i * r + d] ?? 0) - shared * (basis[i * r + e] ?? 0);
      }
    }
    const length = Math.sqrt(dot(d, d));
    lengths[d] = length;
    for (let i = 0; i < n; i++) basis[i * r + d] = (basis[i * r + d] ?? 0) / (length || 1);
  }
  return lengths;
}
