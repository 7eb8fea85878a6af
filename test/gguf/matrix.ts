/** Weights by row and column, filled by hand or at random. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly weights: Float32Array;
}

export function zeroMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, weights: new Float32Array(rows * columns) };
}

/** Evenly distributed numbers with mean 0. @param deviation their standard deviation. */
export function randomMatrix(rows: number, columns: number, deviation: number, next: () => number): Matrix {
  const matrix = zeroMatrix(rows, columns);
  const reach = deviation * Math.sqrt(3);
  for (let index = 0; index < matrix.weights.length; index++)
    matrix.weights[index] = (2 * next() - 1) * reach;
  return matrix;
}

export function setWeight(matrix: Matrix, row: number, column: number, value: number): void {
  if (row >= matrix.rows || column >= matrix.columns) throw new RangeError(`no weight at ${row}, ${column}`);
  matrix.weights[row * matrix.columns + column] = value;
}

export function clearRows(matrix: Matrix, from: number, end: number): void {
  matrix.weights.fill(0, from * matrix.columns, end * matrix.columns);
}

export function clearColumns(matrix: Matrix, from: number, end: number): void {
  for (let row = 0; row < matrix.rows; row++) {
    matrix.weights.fill(0, row * matrix.columns + from, row * matrix.columns + end);
  }
}
