/** Solves linear programs with the HiGHS solver, which is loaded when the first one is solved. */

import type { Highs } from 'highs';

/** Minimise `cost . x` over x >= 0 under `rows x <= upper`, and `rows x = upper` in the rows marked as equalities. */
export interface LinearProgram {
  readonly cost: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly upper: readonly number[];
  readonly isEquality: readonly boolean[];
}

export interface LinearSolution {
  readonly x: Float64Array;
  /** Decrease of the minimum per unit of each upper limit: at least 0 where the row is not an equality. */
  readonly prices: Float64Array;
}

/** The package types its CommonJS build; this is the default export of its ES module. */
interface HighsPackage {
  readonly default: () => Promise<Highs>;
}

let solver: Promise<Highs> | undefined;

/** The solver is a WebAssembly program of three megabytes, so it is loaded at the first linear program. */
function loadSolver(): Promise<Highs> {
  solver ??= import('highs').then((loaded) => (loaded as unknown as HighsPackage).default());
  return solver;
}

/**
 * Solve a linear program whose coefficients are of the order of 1.
 *
 * @throws Error  When the solver finds no optimum; the programs of this project always have one.
 *
 * Source: HiGHS, [HuangfuHall2018].
 */
export async function minimise({ cost, rows, upper, isEquality }: LinearProgram): Promise<LinearSolution> {
  const highs = await loadSolver();
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    for (const [j, value] of row.entries()) {
      if (value === 0) continue;
      indices.push(j);
      values.push(value);
    }
    starts.push(values.length);
  }
  const size = { numRows: rows.length, numCols: cost.length };
  const model = {
    ...size,
    colCost: [...cost],
    colLower: cost.map(() => 0),
    colUpper: cost.map(() => highs.infinity),
    rowLower: upper.map((bound, i) => (isEquality[i] ? bound : -highs.infinity)),
    rowUpper: [...upper],
    matrix: { ...size, format: 'csr' as const, starts, indices, values },
  };
  return highs.withModel(model, (opened) => {
    opened.options.set({
      output_flag: false,
      solver: 'simplex',
      primal_feasibility_tolerance: 1e-10,
      dual_feasibility_tolerance: 1e-10,
      small_matrix_value: 1e-12,
    });
    opened.run();
    const status = opened.getModelStatus();
    if (status !== highs.constants.modelStatus.optimal) throw new Error(`the linear program has no optimum: ${status}`);
    const { colValue, rowDual } = opened.getSolution();
    return { x: colValue, prices: rowDual.map((dual) => -dual) };
  });
}
