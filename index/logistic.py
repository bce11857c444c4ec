"""Logistic models, fitted."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 100
"""Steps of Newton's method at the most; a dozen are usual."""


def logistic(
    x: Floats, y: Floats, penalty: Floats, weight: Floats | float = 1.0, near: float = 1e-9
) -> Floats:
    """Coefficients of a logistic model with a squared penalty on each, by Newton's method.

    Args:
        x: shape `(n, m)`; y: targets 0..1, shape `(n,)`; penalty: shape `(m,)`.
        weight: how much each row counts, shape `(n,)`, or all of them.
        near: the fit ends where no coefficient moves by more.
    """
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ beta)))
        hessian = x.T @ (x * (weight * p * (1 - p))[:, None]) + np.diag(penalty)
        step = np.linalg.solve(hessian, x.T @ (weight * (y - p)) - penalty * beta)
        beta += step
        if np.abs(step).max() < near:
            break
    return np.asarray(beta)
