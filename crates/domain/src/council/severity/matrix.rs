//! As much linear algebra as the mixed model equations of a council need: a symmetric positive definite matrix of a few
//! rows, taken apart once (Cholesky) and solved against.

/// Square, by rows.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub fn zero(size: usize) -> Matrix {
        Matrix { size, cells: vec![0.0; size * size] }
    }

    pub fn size(&self) -> usize {
        self.size
    }

    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    pub fn add(&mut self, row: usize, column: usize, what: f64) {
        self.cells[row * self.size + column] += what;
    }

    /// The lower triangle whose product with its own transpose this is; none where the matrix is not positive definite.
    pub fn cholesky(mut self) -> Option<Cholesky> {
        let n = self.size;
        for column in 0..n {
            let square: f64 = (0..column).map(|k| self.at(column, k).powi(2)).sum();
            let rest = self.at(column, column) - square;
            if rest.is_nan() || rest <= f64::EPSILON * self.at(column, column).abs() {
                return None;
            }
            let pivot = rest.sqrt();
            self.cells[column * n + column] = pivot;
            for row in column + 1..n {
                let product: f64 = (0..column).map(|k| self.at(row, k) * self.at(column, k)).sum();
                self.cells[row * n + column] = (self.at(row, column) - product) / pivot;
            }
        }
        Some(Cholesky(self))
    }
}

/// A matrix taken apart.
#[derive(Clone, Debug)]
pub(super) struct Cholesky(Matrix);

impl Cholesky {
    pub fn log_determinant(&self) -> f64 {
        (0..self.0.size).map(|i| 2.0 * self.0.at(i, i).ln()).sum()
    }

    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let (l, n) = (&self.0, self.0.size);
        let mut x = right.to_vec();
        for i in 0..n {
            let known: f64 = (0..i).map(|k| l.at(i, k) * x[k]).sum();
            x[i] = (x[i] - known) / l.at(i, i);
        }
        for i in (0..n).rev() {
            let known: f64 = (i + 1..n).map(|k| l.at(k, i) * x[k]).sum();
            x[i] = (x[i] - known) / l.at(i, i);
        }
        x
    }

    /// `v' M⁻¹ v`, the variance of a contrast but for the error variance.
    pub fn quadratic(&self, v: &[f64]) -> f64 {
        dot(&self.solve(v), v)
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
